import fc from 'fast-check'
import { expect, test } from 'vitest'
import { command, list, quote, say, sqlcmd, sqlName, sqlText, typed } from './text.ts'

test('a literal doubles all five characters that PowerShell takes for a quote', () => {
  expect(quote('plain')).toBe("'plain'")
  for (const mark of ["'", '\u2018', '\u2019', '\u201a', '\u201b'])
    expect(quote(`a${mark}b`)).toBe(`'a${mark}${mark}b'`)
})

test('a literal gives its value back to a reader of PowerShell literals', () => {
  const read = (literal: string) => literal.slice(1, -1).replace(/(['\u2018\u2019\u201a\u201b])\1/g, '$1')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const doubled = quote(value).slice(1, -1)
      expect(doubled.match(/['\u2018\u2019\u201a\u201b]+/g)?.every((run) => run.length % 2 === 0) ?? true).toBe(true)
      if (!/['\u2018\u2019\u201a\u201b]{2}/.test(value)) expect(read(quote(value))).toBe(value)
    }),
  )
})

test('a command quotes each value, and keeps its own backslashes', () => {
  expect(command`Get-Item -Path ${'C:\\a b'} -Name ${['x', "y'z"]}`).toBe("Get-Item -Path 'C:\\a b' -Name 'x','y''z'")
  expect(command`.\Start-Runbook.ps1 -Step ${'A-01@X'}`).toBe(".\\Start-Runbook.ps1 -Step 'A-01@X'")
})

test('T-SQL names and strings cannot be left, and sqlcmd replaces no variables', () => {
  expect(sqlName('a]b')).toBe('[a]]b]')
  expect(sqlText("a'b")).toBe("N'a''b'")
  expect(sqlcmd('SQL', `SELECT ${sqlText("it's")};`)).toBe("sqlcmd.exe -S 'SQL' -E -b -x -Q 'SELECT N''it''''s'';'")
})

test('running text keeps values apart from words', () => {
  expect(say`Type ${typed('a')} and ${list(['b', 'c'])}.`).toEqual([
    'Type ',
    { code: 'a' },
    ' and ',
    { code: 'b' },
    ', ',
    { code: 'c' },
    '.',
  ])
})

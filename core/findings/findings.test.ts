import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { visible } from '#core/environment/characters.ts'
import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import { parseEnvironment } from '#core/environment/parse.ts'
import { AppError } from '#core/errors/app-error.ts'
import { findings, sortFindings } from './findings.ts'
import { rules } from './rules.ts'
import { renderRulesTable } from './rules-table.ts'
import { AS_OF, textPaths } from './testing.ts'

const asOf = AS_OF
const projectFile = (path: string) => new URL(`../../${path}`, import.meta.url)
const sample = (name: string): Environment =>
  parseEnvironment(readFileSync(projectFile(`public/samples/${name}.json`), 'utf8'))

describe('samples', () => {
  test.each([
    ['contoso', []],
    ['contoso-exchange', []],
    ['fabrikam', ['M07 warning /mail/delivery/option']],
    ['priv-pam', ['D07 warning /pam/domainAdmins/0']],
  ])('%s yields what its documentation says', (name, expected) => {
    const list = findings(sample(name), { asOf })
    expect(list.map(({ ruleId, severity, path }) => `${ruleId} ${severity} ${path}`)).toEqual(expected)
  })

  // Contoso's group has the very name that rule T21 doubts. The sample says that it was read from the installation.
  test('Contoso without that answer yields T21', () => {
    const unread = buildEnvironment({ '/syncGroups/passwordSetConfirmed': false })
    expect(findings(unread, { asOf }).map(({ ruleId }) => ruleId)).toEqual(['T21'])
  })

  test("the guide's delegation, copied literally, yields D01 and D02", () => {
    const copied = buildEnvironment({ '/components/1/delegation/mode': 'unconstrained' })
    expect(findings(copied, { asOf }).map(({ ruleId }) => ruleId)).toEqual(['D02', 'D01'])
  })
})

describe('the list', () => {
  const broken = buildEnvironment({
    '/components/0/managedAccount/name': 'CONTOSO\\MIMSyncGMSAsvc$',
    '/components/3/delegation/mode': 'unconstrained',
    '/servers/0/installations/0/build': '4.6.34.0',
    '/mail/approvalsByMail': true,
  })

  test('errors stand before warnings before information, then by rule', () => {
    expect(findings(broken, { asOf }).map(({ ruleId }) => ruleId)).toEqual(['D02', 'N01', 'D01', 'M08', 'V04'])
  })

  test('entry 2 stands before entry 10', () => {
    const at = (path: string) => ({ ruleId: 'N01', severity: 'error', source: '', message: '', path }) as const
    const list = ['/servers/10/name', '/servers/2/name', '/servers', '/servers/2/fqdn'].map(at)
    expect(sortFindings(list).map(({ path }) => path)).toEqual([
      '/servers',
      '/servers/2/fqdn',
      '/servers/2/name',
      '/servers/10/name',
    ])
  })

  test('every path leads to a place of the document, and every fix to the same kind of value', () => {
    for (const { path, fix } of findings(broken, { asOf })) {
      expect(() => buildEnvironment({ [path]: valueAt(broken, path) })).not.toThrow()
      if (fix) expect(typeof fix.value).toBe(typeof valueAt(broken, fix.path))
    }
  })

  test.each(['today', '2026-13-01', '2026-11-24T00:00:00Z', ''])('"%s" is no day to judge by', (day) => {
    expect(() => findings(broken, { asOf: day })).toThrow(AppError)
  })
})

describe('environments that contradict themselves', () => {
  const places = textPaths(sample('fabrikam'))
  const lists = [
    '/servers',
    '/sql',
    '/components',
    '/aliases',
    '/unconverted',
    '/components/0/servers',
    '/sql/0/replicas',
  ]

  test('never make a rule throw, and give the same answer twice', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('', '\\', '$', 'CONTOSO\\', '\u202e', ',', 'DC=', 'mim'))
    const change = fc.oneof(
      fc.tuple(fc.constantFrom(...places), text),
      fc.tuple(fc.constantFrom(...lists), fc.constant([])),
    )
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const document = structuredClone(sample('fabrikam'))
        for (const [path, value] of changes) setAt(document, path, value)
        const parsed = environmentSchema.safeParse(document)
        fc.pre(parsed.success)
        if (!parsed.success) return
        const first = findings(parsed.data, { asOf })
        expect(findings(structuredClone(parsed.data), { asOf })).toEqual(first)
        for (const { path, message } of first) {
          expect(path).toMatch(/^\//)
          expect(message).not.toMatch(/undefined|\[object/)
          expect(visible(message)).toBe(message)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('rules', () => {
  test('ids are unique and in order', () => {
    const ids = rules.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const families = ['N', 'V', 'O', 'F', 'T', 'S', 'D', 'M', 'P', 'Q', 'W']
    const expected = ids.toSorted(
      (a, b) => families.indexOf(a.charAt(0)) - families.indexOf(b.charAt(0)) || (a < b ? -1 : 1),
    )
    expect(ids).toEqual(expected)
  })

  test('every rule of the reference is there', () => {
    const upTo = (letter: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`)
    const ids = rules.map(({ id }) => id)
    const counts = { N: 15, V: 9, O: 9, F: 16, T: 24, S: 9, D: 7, M: 12, P: 7, Q: 5, W: 5 }
    for (const [letter, count] of Object.entries(counts))
      expect(ids).toEqual(expect.arrayContaining(upTo(letter, count)))
  })

  test('docs/rules.md equals the rules of the program', () => {
    const file = projectFile('docs/rules.md')
    if (process.env.UPDATE === '1') writeFileSync(file, renderRulesTable())
    expect(readFileSync(file, 'utf8')).toBe(renderRulesTable())
  })

  test('every source tag of a rule is explained in docs/sources.md', () => {
    const sources = readFileSync(projectFile('docs/sources.md'), 'utf8')
    const tags = new Set(rules.flatMap(({ source }) => source.split(', ')))
    const explained = new Set(sources.split('\n').map((row) => row.split('|')[1]?.trim()))
    for (const tag of tags) expect(explained).toContain(tag.replace(/#\d+$/, '#n'))
  })
})

function valueAt(document: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce<unknown>((place, key) => (place as Record<string, unknown>)[key], document)
}

/** Sets a value where the place still exists; an earlier change may have emptied the list around it. */
function setAt(document: unknown, path: string, value: unknown): void {
  const keys = path.split('/').slice(1)
  const last = keys.pop() ?? ''
  const place = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
  if (typeof place === 'object' && place !== null && last in place) Object.assign(place, { [last]: value })
}

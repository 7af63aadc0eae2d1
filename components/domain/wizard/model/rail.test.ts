import { describe, expect, it } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import type { Finding } from '#core/findings/finding.ts'
import { railEntries } from './rail.ts'

const about = { title: 'T', ticket: '', acknowledgements: [] }
const finding = (path: string, severity: Finding['severity']): Finding => ({
  ruleId: 'N02',
  severity,
  path,
  message: 'm',
  source: 's',
})
const none = new Map<string, string>()
const notes = (entries: ReturnType<typeof railEntries>) => Object.fromEntries(entries.map(({ id, note }) => [id, note]))

describe('the rail', () => {
  it('says what each section of Contoso holds', () => {
    expect(notes(railEntries({ environment: buildEnvironment(), case: about }, [], none, null))).toEqual({
      case: 'Contoso lab',
      forest: '1 writable DC, 1 site',
      servers: '3 servers',
      services: '4 services, 4 gMSAs',
      sql: '1 machine',
      names: '3 names',
      mail: 'no mail',
      pam: 'no bastion',
      windows: 'Sat 5 Dec, 20:00 CET',
      confirmations: '4.6.673.0',
      check: 'ready to submit',
    })
  })

  it('says what is wrong instead, errors before warnings', () => {
    const findings = [
      finding('/servers/0/name', 'error'),
      finding('/servers/1', 'warning'),
      finding('/mail', 'warning'),
    ]
    const said = notes(railEntries({ environment: buildEnvironment(), case: about }, findings, none, 'blocked'))
    expect(said).toMatchObject({
      servers: '1 error',
      mail: '1 warning to acknowledge',
      check: 'opens without errors',
    })
  })

  it('counts a field that is not finished as an error of its section', () => {
    const unfinished = new Map([
      ['environment:/schedule/soakDays', '3x'],
      ['case:/ticket', 'x'.repeat(101)],
    ])
    const said = notes(railEntries({ environment: buildEnvironment(), case: about }, [], unfinished, 'blocked'))
    expect(said).toMatchObject({ windows: '1 error', case: '1 error', servers: '3 servers' })
  })

  it('says of a blank draft what was not begun', () => {
    const entries = railEntries({ environment: blankEnvironment(''), case: about }, [], none, 'blocked')
    expect(notes(entries)).toMatchObject({ case: 'no name yet', servers: 'not begun', windows: 'not begun' })
    expect(entries.find(({ id }) => id === 'check')?.state).toBe('untouched')
  })
})

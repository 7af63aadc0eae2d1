import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
import type { Environment } from '#core/environment/environment.ts'
import type { Finding } from '#core/findings/finding.ts'
import { SECTIONS, sectionOf, sectionStates } from './sections.ts'
import { FIELD_WORDS } from './words/field-words.ts'

const contoso: Environment = JSON.parse(
  readFileSync(new URL('../../../../public/samples/contoso.json', import.meta.url), 'utf8'),
)
const about = (title = 'T') => ({ title, ticket: '', acknowledgements: [] })
const finding = (path: string, severity: Finding['severity'] = 'error', ruleId = 'N02'): Finding => ({
  ruleId,
  severity,
  path,
  message: 'm',
  source: 's',
})

describe('sections', () => {
  it('have a place for every field but those of the case', () => {
    const fields = Object.keys(FIELD_WORDS).filter((pattern) => pattern !== '/name' && pattern !== '/purpose')
    expect(fields.filter((pattern) => sectionOf(pattern) === 'case')).toEqual([])
    expect(new Set(fields.map(sectionOf)).size).toBe(SECTIONS.length - 2)
  })

  it('send the web site of a component to the portals', () => {
    expect(sectionOf('/components/2/webSite/kernelMode')).toBe('names')
    expect(sectionOf('/components/2/webSite')).toBe('names')
    expect(sectionOf('/components/2/managedAccount/name')).toBe('services')
    expect(sectionOf('/confirmations/ssprResetsPasswords')).toBe('names')
    expect(sectionOf('/confirmations/rollbackOwner')).toBe('confirmations')
    expect(sectionOf('/namesake')).toBe('case')
  })

  it('of a new draft are untouched, and it needs a title', () => {
    const states = sectionStates({ environment: blankEnvironment('New'), case: about('') }, [])
    expect(states.get('servers')?.state).toBe('untouched')
    expect(states.get('pam')?.state).toBe('complete')
    expect(states.get('case')).toEqual({ state: 'errors', errors: 1, warnings: 0 })
  })

  it('count errors and open warnings where their fields are', () => {
    const findings = [finding('/components/0/managedAccount/name'), finding('/mail/delivery', 'warning', 'M07')]
    const draft = { environment: contoso, case: about() }
    expect(sectionStates(draft, findings).get('services')).toEqual({ state: 'errors', errors: 1, warnings: 0 })
    expect(sectionStates(draft, findings).get('mail')).toEqual({ state: 'warnings', errors: 0, warnings: 1 })
    const acknowledgements = [{ ruleId: 'M07', path: '/mail/delivery', reason: 'planned' }]
    const answered = { environment: contoso, case: { ...about(), acknowledgements } }
    expect(sectionStates(answered, findings).get('mail')?.state).toBe('complete')
  })
})

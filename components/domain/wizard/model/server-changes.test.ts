import { describe, expect, it } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { findings } from '#core/findings/findings.ts'
import { applyChanges, type Draft } from './draft.ts'
import { mentionsOf, removeServer, renameServer, unnamedHosts } from './server-changes.ts'

const environment = buildEnvironment()
const draft: Draft = { environment, case: { title: 'T', ticket: '', acknowledgements: [] } }

describe('a server', () => {
  it('is mentioned by services, other parts and databases', () => {
    expect(mentionsOf(environment, 'mimportal')).toEqual(['SVC', 'REG', 'RST', 'PORTAL'])
    expect(mentionsOf(environment, 'SQL')).toEqual(['SQL'])
  })

  it('takes its mentions with it', () => {
    const { environment: after } = applyChanges(draft, removeServer(environment, 1))
    expect(after.servers.map(({ name }) => name)).toEqual(['MIMSYNC', 'SQL'])
    expect(mentionsOf(after, 'MIMPORTAL')).toEqual([])
    expect(findings(after, { asOf: '2026-11-24' }).filter(({ ruleId }) => ruleId === 'N17')).toEqual([])
  })

  it('leaves mentions alone while another entry has its name', () => {
    const twice = buildEnvironment({ '/servers/-': environment.servers[1] })
    const { environment: after } = applyChanges({ ...draft, environment: twice }, removeServer(twice, 3))
    expect(after).toEqual(environment)
  })

  it('keeps its mentions when it is renamed', () => {
    const { environment: after } = applyChanges(draft, renameServer(environment, 'MIMPORTAL', 'PORTAL2'))
    expect(mentionsOf(after, 'PORTAL2')).toEqual(['SVC', 'REG', 'RST', 'PORTAL'])
    expect(renameServer(environment, '', 'X')).toEqual([])
    expect(renameServer(environment, 'MIMPORTAL', '')).toEqual([])
  })

  it('that carries a part but is not named by the service is found', () => {
    expect(unnamedHosts(environment, 'SVC', [])).toEqual(['MIMPORTAL'])
    expect(unnamedHosts(environment, 'SVC', ['mimportal'])).toEqual([])
  })
})

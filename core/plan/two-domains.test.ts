import { describe, expect, test } from 'vitest'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import { targetSettings } from '#core/settings/target-settings.ts'
import { buildPlan } from './build-plan.ts'
import { contoso, withTwoDomains } from './contoso.fixture.ts'
import type { PlanStep } from './plan.ts'

const plan = buildPlan(contoso(withTwoDomains))
const get = (id: string): PlanStep => {
  const step = plan.steps.find((candidate) => candidate.id === id)
  if (!step) throw new Error(`no step ${id}`)
  return step
}
const commands = (id: string): string =>
  get(id)
    .actions.map(({ command }) => command)
    .join('\n')

describe('a forest of two domains', () => {
  test('names targets with their domain', () => {
    expect(plan.targets.map(({ target, fqdn }) => `${target} ${fqdn}`)).toEqual([
      'directory ',
      'MIMPORTAL.EU mimportal.eu.contoso.com',
      'MIMSYNC.CONTOSO mimsync.contoso.com',
      'SQL.CONTOSO sql.contoso.com',
      'client ',
    ])
  })

  test('leaves to the runner what is in its own domain, and has the rest typed at the right controller', () => {
    expect(get('D-05@directory#MIMSyncGMSAsvc').automation).toBe('automated')
    for (const code of [
      'D-03@directory#MIMService_Servers',
      'D-05@directory#MIMSrvGMSAsvc',
      'D-08@directory#gmsaSSPRReg',
    ]) {
      expect(get(code).automation, code).toBe('manual')
      expect(commands(code), code).toContain("-Server 'eudc.eu.contoso.com'")
      expect(commands(code), code).not.toContain('Start-Runbook')
    }
  })

  test('finds members, groups and accounts of other domains where they are', () => {
    expect(commands('D-03@directory#MIMService_Servers')).toContain(
      "(Get-ADComputer -Identity 'MIMPORTAL' -Server 'eudc.eu.contoso.com')",
    )
    expect(commands('D-06@directory#MIMSrvGMSAsvc')).toContain(
      "(Get-ADServiceAccount -Identity 'MIMSrvGMSAsvc' -Server 'eudc.eu.contoso.com') -Server 'dc.contoso.com'",
    )
    expect(get('E-00@MIMPORTAL.EU').parameters?.values).toEqual({ DomainController: 'eudc.eu.contoso.com' })
    expect(commands('K-02@directory#svcMIMService')).toContain("-Server 'dc.contoso.com'")
  })

  test('adds a name only after the global catalog has dropped its old holder', () => {
    const { actions } = get('D-07@directory#MIMSrvGMSAsvc')
    const removal = actions.findIndex(({ command }) => command?.includes('setspn.exe -D'))
    const addition = actions.findIndex(({ command }) => command?.startsWith('Set-ADServiceAccount'))
    expect(removal).toBeGreaterThanOrEqual(0)
    expect(addition).toBeGreaterThan(removal)
    expect(actions[removal]?.command).not.toContain('Set-ADServiceAccount')
  })
})

test('each server is told its own domain, the workstation the first one', () => {
  const input = { environment: contoso(withTwoDomains), requestId: 'MG-0001', revision: 1, mode: 'demo' }
  const told = plan.targets.map((target) => {
    const { DnsName } = targetSettings(input as unknown as GeneratorInput, target, [], '0').Domain
    return `${target.target} ${DnsName}`
  })
  expect(told).toEqual([
    'directory contoso.com',
    'MIMPORTAL.EU eu.contoso.com',
    'MIMSYNC.CONTOSO contoso.com',
    'SQL.CONTOSO contoso.com',
    'client contoso.com',
  ])
})

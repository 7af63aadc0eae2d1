import { describe, expect, test } from 'vitest'
import { buildPlan } from './build-plan.ts'
import { privPam } from './contoso.fixture.ts'
import type { PlanStep } from './plan.ts'

const plan = buildPlan(privPam())
const get = (id: string): PlanStep => {
  const step = plan.steps.find((candidate) => candidate.id === id)
  if (!step) throw new Error(`no step ${id}`)
  return step
}
const idsOf = (code: string): string[] => plan.steps.filter((step) => step.step === code).map((step) => step.id)
const commands = (id: string): string =>
  get(id)
    .actions.map(({ command }) => command)
    .join('\n')

describe('rights in the bastion', () => {
  test('go to the MIM Service, monitoring and component accounts, before the service stops', () => {
    expect(idsOf('D-09')).toEqual([
      'D-09@directory#gmsaPamComp',
      'D-09@directory#gmsaPamMon',
      'D-09@directory#gmsaPamSvc',
    ])
    expect(get('G-01@PAMSRV').after).toEqual(expect.arrayContaining(idsOf('D-09')))
  })

  test('name the account in single quotes, as $: needs it', () => {
    expect(commands('D-09@directory#gmsaPamComp')).toContain("/G 'PRIV\\gmsaPamComp$:WP;member'")
    expect(commands('D-09@directory#gmsaPamMon')).not.toContain('AdminSDHolder')
    expect(JSON.stringify(get('D-09@directory#gmsaPamMon').actions)).toContain('Read all user information')
  })

  test('include Domain Admins only where somebody accepted it, by its number, not by its name', () => {
    expect(commands('D-09@directory#gmsaPamSvc')).toContain("+ '-512'")
    const without = buildPlan(
      privPam((draft) => {
        if (draft.pam) draft.pam.domainAdmins = []
      }),
    )
    expect(JSON.stringify(without.steps)).not.toContain("'-512'")
  })
})

describe('parts of PAM', () => {
  test('get their pages in the one wizard of the server', () => {
    const pages = JSON.stringify(get('G-05@PAMSRV').actions)
    for (const page of [
      'Configure Privileged Access Management REST API',
      'Configure PAM Component Service',
      'Configure Privileged Access Management Monitoring Service',
    ]) {
      expect(pages).toContain(page)
    }
    expect(JSON.stringify(get('I-01@PAMSRV').actions)).not.toContain('msiexec')
  })

  test('are looked at as services and site, and the component service may rest where it does not start by itself', () => {
    expect(get('A-01@PAMSRV').parameters?.values).toMatchObject({
      Services: [
        { Name: 'FIMService' },
        { Name: 'PamMonitoringService' },
        { Name: 'PrivilegeManagementComponentService' },
      ],
    })
    expect(get('A-03@PAMSRV').parameters?.values).toMatchObject({
      Sites: [{ PathEnd: 'Privileged Access Management REST API' }],
    })
    for (const step of ['I-01@PAMSRV', 'J-01@PAMSRV', 'J-08@PAMSRV', 'R-03@PAMSRV'])
      expect(get(step).parameters?.values, step).toMatchObject({
        Services: expect.arrayContaining([
          expect.objectContaining({ Name: 'PrivilegeManagementComponentService', Rests: 'may' }),
          expect.objectContaining({ Name: 'PamMonitoringService', Rests: 'no' }),
        ]),
        Sites: [{ Component: 'PAMREST' }],
      })
  })

  test('are checked by the API and by one elevation', () => {
    expect(commands('I-02@client')).toContain("'http://pamapi.priv.contoso.local:8086/api/pamresources/pamroles'")
    expect(get('I-02@client').after).toEqual(['I-01@PAMSRV', 'H-02@PAMSRV'])
    expect(get('K-01@directory').after).toContain('I-03@client')
  })

  test('on a server of their own they get a wizard of their own', () => {
    const apart = buildPlan(
      privPam((draft) => {
        const [server] = draft.servers
        if (server) draft.servers.push({ ...server, name: 'PAMAPI', fqdn: 'pamapi1.priv.contoso.local' })
        for (const component of draft.components) if (component.component === 'PAMREST') component.servers = ['PAMAPI']
      }),
    )
    const step = apart.steps.find(({ id }) => id === 'I-01@PAMAPI')
    expect(JSON.stringify(step?.actions)).toContain('msiexec.exe /i')
    expect(apart.steps.find(({ id }) => id === 'G-01@PAMSRV')?.after).toContain('D-10@PAMAPI#gmsaPamRest')
  })
})

describe('what stays', () => {
  test('the account of SharePoint is never disabled', () => {
    expect(idsOf('K-02')).toEqual([
      'K-02@directory#MIMComponent',
      'K-02@directory#MIMMonitor',
      'K-02@directory#MIMService',
    ])
  })

  test('there is no step of Sync', () => {
    expect(plan.steps.filter(({ phase }) => phase === 'F')).toEqual([])
    expect(plan.steps.some(({ step }) => step === 'G-07' || step === 'B-02')).toBe(false)
  })
})

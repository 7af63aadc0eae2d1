import { describe, expect, test } from 'vitest'
import { buildPlan } from './build-plan.ts'
import { contoso, fabrikam } from './contoso.fixture.ts'
import type { PlanStep } from './plan.ts'

const plan = buildPlan(fabrikam())
const get = (id: string): PlanStep => {
  const step = plan.steps.find((candidate) => candidate.id === id)
  if (!step) throw new Error(`no step ${id}`)
  return step
}
const idsOf = (code: string): string[] => plan.steps.filter((step) => step.step === code).map((step) => step.id)
const words = (id: string): string => JSON.stringify(get(id))

describe('a pool of the MIM Service', () => {
  test('stops on all nodes, changes node by node, and comes back together', () => {
    expect(get('G-01@directory').after).toEqual(['G-01@FABMIMSVC01', 'G-01@FABMIMSVC02'])
    expect(get('D-07@directory#gMSA-MIMSvc').after).toContain('G-01@directory')
    expect(get('G-02@FABMIMSVC02').after).toContain('G-09@FABMIMSVC01')
    expect(get('G-10@directory').after).toEqual(['G-09@FABMIMSVC01', 'G-09@FABMIMSVC02'])
    expect(get('J-03@client').after).toEqual(['G-10@directory'])
  })

  test('asks each node by its own name while it is out of the load balancer', () => {
    expect(get('G-09@FABMIMSVC02').parameters?.values).toMatchObject({ HostName: 'fabmimsvc02.corp.fabrikam.com' })
    expect(words('G-10@directory')).toContain("'mim.corp.fabrikam.com' -Port 5725")
    expect(words('G-01@FABMIMSVC01')).toContain('load balancer')
  })

  test('a single server needs none of that', () => {
    const ids = buildPlan(contoso()).steps.map(({ id }) => id)
    expect(ids).not.toContain('G-01@directory')
    expect(ids).not.toContain('G-10@directory')
    expect(ids).not.toContain('D-10@directory')
  })
})

describe('a standby', () => {
  test('is changed after the active server, and everything that needs Sync waits for it', () => {
    expect(get('F-05@FABMIMSYN02').after).toContain('F-04@FABMIMSYN01')
    for (const id of ['F-06@directory', 'F-07@FABMIMSYN01', 'G-07@FABMIMSYN01', 'J-02@FABMIMSYN01']) {
      expect(get(id).after, id).toContain('F-05@FABMIMSYN02')
    }
  })

  test('never runs beside the active server', () => {
    expect(words('F-05@FABMIMSYN02')).toContain('Stop-Service -Name')
    for (const code of ['B-02', 'F-01', 'F-02', 'F-07', 'C-05', 'J-02']) {
      expect(idsOf(code).filter((id) => id.includes('FABMIMSYN02'))).toEqual([])
    }
    expect(idsOf('J-01')).not.toContain('J-01@FABMIMSYN02')
    expect(get('J-08@FABMIMSYN02').title).toContain('still rests')
  })

  test('is activated in a rehearsal, by the name without $', () => {
    const command = get('J-11@FABMIMSYN02')
      .actions.flatMap((action) => action.command ?? [])
      .join('\n')
    expect(command).toContain("miisactivate.exe' 'E:\\MIMBackup\\miiskeys-pre.bin' 'FABRIKAM\\gMSA-MIMSync'")
    expect(command).not.toContain('gMSA-MIMSync$')
  })

  test('has its own way back, after the active server', () => {
    expect(get('R-01@FABMIMSYN02').after).toEqual(['R-01@FABMIMSYN01'])
  })
})

describe('an availability group', () => {
  test('gets logins on each replica, by the name of the replica, and users through the listener', () => {
    expect(idsOf('E-04')).toEqual(['E-04@FABSQL01', 'E-04@FABSQL02', 'E-04@FABSQL01#sqlmim.corp.fabrikam.com'])
    expect(words('E-04@FABSQL02')).toContain("-S 'FABSQL02'")
    const users = get('E-04@FABSQL01#sqlmim.corp.fabrikam.com')
    expect(users.after).toEqual(expect.arrayContaining(['E-04@FABSQL01', 'E-04@FABSQL02']))
    expect(users.parameters?.values).toMatchObject({ Instance: 'sqlmim.corp.fabrikam.com' })
    for (const id of ['F-01@FABMIMSYN01', 'G-01@FABMIMSVC01']) expect(get(id).after).toContain(users.id)
  })

  test('fails over and back once, loses its old logins on each replica, and leaves the group before a restore', () => {
    expect(idsOf('J-09')).toEqual(['J-09@FABSQL01'])
    expect(idsOf('K-03').filter((id) => id.includes('FABSQL'))).toEqual(['K-03@FABSQL01', 'K-03@FABSQL02'])
    expect(words('R-04@FABSQL01')).toContain('out of the availability group')
  })

  test('each replica is a target', () => {
    expect(plan.targets.filter(({ kind }) => kind === 'sql').map(({ target }) => target)).toEqual([
      'FABSQL01',
      'FABSQL02',
    ])
  })
})

describe('portals on servers of their own', () => {
  test('change after the pool is back, node by node out of the load balancer', () => {
    for (const host of ['FABMIMSSP01', 'FABMIMSSP02']) {
      expect(get(`H-01@${host}`).after).toEqual(['G-10@directory'])
      expect(words(`H-01@${host}`)).toContain('taken out of the load balancer')
    }
    expect(get('H-03@FABMIMSVC01').after).toEqual(expect.arrayContaining(['H-02@FABMIMSSP01', 'H-02@FABMIMSSP02']))
  })
})

describe('mail options', () => {
  const steps = (delivery: ReturnType<typeof contoso>['mail']['delivery'], build = '4.6.673.0') => {
    const environment = contoso((draft) => {
      draft.mail.delivery = delivery
      for (const server of draft.servers) for (const part of server.installations) part.build = build
    })
    const made = new Map(buildPlan(environment).steps.map((step) => [step.id, JSON.stringify(step.actions)]))
    return { page: made.get('G-03@MIMPORTAL'), account: made.get('G-04@MIMPORTAL') }
  }
  const exchange = {
    option: 'F',
    server: 'mail.contoso.com',
    mailbox: 'mim@contoso.com',
    password: 'typed-on-server',
  } as const

  test('H types the application, and no password', () => {
    expect(words('G-03@FABMIMSVC01')).toContain('Application Context Authentication')
    expect(words('G-03@FABMIMSVC01')).toContain('0d6f3c52-7b1e-4a90-b8d4-2f5c61e97a03')
    expect(words('G-04@FABMIMSVC01')).toContain('is grey')
    expect(words('J-04@client')).toContain('in Outlook')
  })

  test('F names the server, and has the password typed by its owner', () => {
    const { page, account } = steps(exchange)
    expect(page).toContain('Exchange Server 2013 or later')
    expect(page).toContain('mail.contoso.com')
    expect(account).toContain('mim@contoso.com')
    expect(account).toContain('the owner of the mailbox types it')
  })

  test('F on the older page ticks another user', () => {
    expect(steps(exchange, '4.6.359.0').page).toContain('Use different user for Exchange (for managed accounts)')
  })

  test('I types neither', () => {
    expect(steps({ option: 'I' }).account).toContain('change nothing')
  })
})

describe('the MIM MA with an account of its own (mode B)', () => {
  const made = buildPlan(
    contoso((draft) => {
      draft.mimServiceAgent = {
        mode: 'user',
        account: { domain: 'CONTOSO', name: 'svcMIMMA' },
        networkLogonDenied: 'no',
      }
    }),
  )
  const text = (id: string) => JSON.stringify(made.steps.find((step) => step.id === id))

  test('keeps it on both sides', () => {
    expect(text('G-05@MIMPORTAL')).toContain('CONTOSO\\\\svcMIMMA')
    expect(text('G-07@MIMSYNC')).toContain('CONTOSO\\\\svcMIMMA')
    expect(text('G-07@MIMSYNC')).not.toContain('Tick')
  })
})

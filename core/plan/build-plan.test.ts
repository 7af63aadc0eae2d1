import { describe, expect, test } from 'vitest'
import { buildPlan } from './build-plan.ts'
import { contoso } from './contoso.fixture.ts'
import type { PlanStep } from './plan.ts'

const plan = buildPlan(contoso())
const steps = new Map(plan.steps.map((step) => [step.id, step]))
const get = (id: string): PlanStep => {
  const step = steps.get(id)
  if (!step) throw new Error(`no step ${id}`)
  return step
}
const place = (id: string): number => plan.steps.indexOf(get(id))
const idsOf = (code: string): string[] => plan.steps.filter((step) => step.step === code).map((step) => step.id)

/** Everything that must be verified before a step, however far back. */
function ancestors(id: string): Set<string> {
  const found = new Set<string>()
  const queue = [...get(id).after]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue
    found.add(next)
    queue.push(...get(next).after)
  }
  return found
}

const EXPECTED = [
  ...[
    'A-01@MIMSYNC',
    'A-01@MIMPORTAL',
    'A-02@MIMSYNC',
    'A-02@MIMPORTAL',
    'A-03@MIMPORTAL',
    'A-04@directory#svcMIMSync',
  ],
  ...[
    'A-04@directory#svcMIMService',
    'A-04@directory#svcMIMSSPR',
    'A-05@directory',
    'A-06@directory',
    'A-07@directory',
  ],
  ...['A-08@directory', 'A-08@MIMSYNC', 'A-08@MIMPORTAL', 'A-08@SQL', 'B-01@SQL', 'B-02@MIMSYNC', 'B-03@MIMSYNC'],
  ...[
    'B-03@MIMPORTAL',
    'B-04@MIMSYNC',
    'B-04@MIMPORTAL',
    'B-05@MIMSYNC',
    'B-05@MIMPORTAL',
    'C-01@MIMSYNC',
    'C-01@MIMPORTAL',
  ],
  ...[
    'C-05@MIMSYNC',
    'C-05@client',
    'D-02@directory',
    'D-03@directory#MIMSync_Servers',
    'D-03@directory#MIMService_Servers',
  ],
  ...['D-04@MIMSYNC', 'D-04@MIMPORTAL', 'D-05@directory#MIMSyncGMSAsvc', 'D-05@directory#MIMSrvGMSAsvc'],
  ...['D-05@directory#gmsaSSPRReg', 'D-05@directory#gmsaSSPRRes', 'D-06@directory#MIMSrvGMSAsvc'],
  ...[
    'D-07@directory#MIMSyncGMSAsvc',
    'D-07@directory#MIMSrvGMSAsvc',
    'D-07@directory#gmsaSSPRReg',
    'D-07@directory#gmsaSSPRRes',
  ],
  ...[
    'D-08@directory#MIMSrvGMSAsvc',
    'D-08@directory#gmsaSSPRReg',
    'D-08@directory#gmsaSSPRRes',
    'D-10@MIMSYNC#MIMSyncGMSAsvc',
  ],
  ...['D-10@MIMPORTAL#MIMSrvGMSAsvc', 'D-10@MIMPORTAL#gmsaSSPRReg', 'D-10@MIMPORTAL#gmsaSSPRRes', 'E-00@MIMSYNC'],
  ...[
    'E-00@MIMPORTAL',
    'E-01@MIMSYNC',
    'E-01@MIMPORTAL',
    'E-02@MIMSYNC',
    'E-02@MIMPORTAL',
    'E-03@MIMSYNC',
    'E-03@MIMPORTAL',
  ],
  ...['E-04@SQL', 'E-05@MIMSYNC', 'E-07@MIMSYNC', 'E-07@MIMPORTAL', 'F-01@MIMSYNC', 'F-02@MIMSYNC', 'F-03@MIMSYNC'],
  ...[
    'F-04@MIMSYNC',
    'F-06@directory',
    'F-07@MIMSYNC',
    'F-08@MIMSYNC',
    'G-01@MIMPORTAL',
    'G-02@MIMPORTAL',
    'G-03@MIMPORTAL',
  ],
  ...[
    'G-04@MIMPORTAL',
    'G-05@MIMPORTAL',
    'G-07@MIMSYNC',
    'G-09@MIMPORTAL',
    'H-01@MIMPORTAL',
    'H-02@MIMPORTAL',
    'H-03@MIMPORTAL',
  ],
  ...['J-01@MIMSYNC', 'J-01@MIMPORTAL', 'J-02@MIMSYNC', 'J-03@client', 'J-04@client', 'J-05@client', 'J-06@directory'],
  ...['J-07@client', 'J-08@MIMSYNC', 'J-08@MIMPORTAL', 'J-10@directory', 'J-12@directory', 'K-01@directory'],
  ...[
    'K-02@directory#svcMIMSync',
    'K-03@directory#svcMIMSync',
    'K-03@SQL',
    'K-04@directory#svcMIMSync',
    'K-04@MIMSYNC',
  ],
  ...[
    'K-05@directory',
    'K-05@MIMSYNC',
    'K-05@MIMPORTAL',
    'K-05@SQL',
    'R-01@MIMSYNC',
    'R-02@MIMPORTAL',
    'R-03@MIMPORTAL',
    'R-04@SQL',
  ],
]

describe('the plan of Contoso', () => {
  test.each(EXPECTED)('has the step %s', (id) => {
    expect(steps.has(id)).toBe(true)
  })

  test('stops nothing before every host test is true', () => {
    const tests = idsOf('D-10')
    expect(tests).toHaveLength(4)
    const outage = plan.steps.filter((step) => step.outage && step.phase !== 'R')
    expect(outage.length).toBeGreaterThan(10)
    for (const step of [...outage, ...plan.steps.filter(({ phase }) => 'FGH'.includes(phase))]) {
      const before = ancestors(step.id)
      for (const id of tests) expect(before.has(id), `${step.id} before ${id}`).toBe(true)
    }
  })

  test('moves the names of a service only after it has stopped and its old account is recorded', () => {
    expect([...ancestors('D-07@directory#MIMSyncGMSAsvc')]).toEqual(
      expect.arrayContaining(['F-01@MIMSYNC', 'A-04@directory#svcMIMSync']),
    )
    for (const id of ['D-07@directory#MIMSrvGMSAsvc', 'D-07@directory#gmsaSSPRReg', 'D-07@directory#gmsaSSPRRes']) {
      expect(ancestors(id).has('G-01@MIMPORTAL'), id).toBe(true)
    }
  })

  test('takes a name from its old holder before it gives it to the new one', () => {
    for (const id of idsOf('D-07')) {
      const commands = get(id).runs?.split('\n') ?? []
      const added = commands.findIndex((line) => line.startsWith('Set-ADServiceAccount'))
      const removed = commands.flatMap((line, index) => (line.startsWith('setspn.exe -D') ? [index] : []))
      expect(removed.length, id).toBeGreaterThan(0)
      expect(Math.max(...removed), id).toBeLessThan(added)
    }
  })

  test('backs the databases up after both stops and before both wizards', () => {
    expect([...ancestors('B-01@SQL')]).toEqual(expect.arrayContaining(['F-01@MIMSYNC', 'G-01@MIMPORTAL']))
    expect(ancestors('F-02@MIMSYNC').has('B-01@SQL')).toBe(true)
    expect(ancestors('G-02@MIMPORTAL').has('B-01@SQL')).toBe(true)
  })

  test('exports the key under the old account, and hands it over by name and hash', () => {
    expect(ancestors('F-01@MIMSYNC').has('B-02@MIMSYNC')).toBe(true)
    expect(get('F-03@MIMSYNC').actions.some((action) => action.command?.includes('Get-FileHash'))).toBe(true)
    expect(get('B-02@MIMSYNC').parameters).toEqual({
      code: 'B-02',
      values: { KeyFile: 'D:\\MIMBackup\\miiskeys-pre.bin' },
    })
  })

  test('switches schedules on again only after each agent has run by hand', () => {
    expect(ancestors('F-07@MIMSYNC').has('J-02@MIMSYNC')).toBe(true)
    expect(place('F-07@MIMSYNC')).toBeGreaterThan(place('J-02@MIMSYNC'))
  })

  test('delegates to a list, Kerberos only', () => {
    for (const id of idsOf('D-08')) {
      expect(get(id).runs).toContain('-TrustedForDelegation $false -TrustedToAuthForDelegation $false')
      expect(get(id).runs).not.toContain('$true')
    }
  })

  test('holds changing steps back in the window they belong to', () => {
    const windowOf = (codes: readonly string[]) => [
      ...new Set(plan.steps.filter((step) => codes.includes(step.step)).map((step) => step.window)),
    ]
    expect(windowOf(['D-01', 'D-03', 'D-04', 'D-05', 'D-06', 'D-08', 'D-10'])).toEqual(['directory'])
    expect(windowOf(['B-01', 'D-07', 'F-01', 'F-02', 'G-01', 'G-05', 'H-01'])).toEqual(['conversion'])
    expect(windowOf(['J-01', 'J-08'])).toEqual(['checks'])
    expect(windowOf(['K-02', 'K-04'])).toEqual(['decommission'])
    expect(windowOf(['R-01', 'R-02', 'R-03', 'R-04'])).toEqual([null])
  })

  test('has no way back only where something is destroyed', () => {
    expect([...new Set(plan.steps.filter((step) => step.pointOfNoReturn).map((step) => step.step))]).toEqual(['K-04'])
  })

  test('names each machine once, the workstation first', () => {
    expect(plan.targets.map(({ target, kind }) => `${kind} ${target}`)).toEqual([
      'directory directory',
      'mim MIMPORTAL',
      'mim MIMSYNC',
      'sql SQL',
      'client client',
    ])
  })

  test('is the same for the same environment', () => {
    expect(JSON.stringify(buildPlan(contoso()))).toBe(JSON.stringify(plan))
  })

  test('counts work, outage and the longest chain', () => {
    const work = plan.steps.filter((step) => step.phase !== 'R')
    expect(plan.totals.steps).toBe(plan.steps.length)
    expect(plan.totals.minutes).toBe(work.reduce((sum, step) => sum + step.minutes, 0))
    expect(plan.totals.outageMinutes).toBeLessThan(plan.totals.minutes)
    expect(plan.totals.criticalPathMinutes).toBeGreaterThan(60)
    expect(plan.totals.criticalPathMinutes).toBeLessThan(plan.totals.minutes)
  })
})

describe('the root key', () => {
  const withKey = (kdsRootKeys: ReturnType<typeof contoso>['forest']['kdsRootKeys'], purpose: 'lab' | 'production') =>
    buildPlan(
      contoso((draft) => {
        draft.forest.kdsRootKeys = kdsRootKeys
        draft.purpose = purpose
      }),
    )
  const codes = (changed: ReturnType<typeof buildPlan>) => changed.steps.map((step) => step.step)

  test('is made when somebody has looked and found none', () => {
    const changed = withKey({ status: 'absent' }, 'production')
    const made = changed.steps.find((step) => step.step === 'D-01')
    expect(made?.runs).toBe('Add-KdsRootKey -EffectiveImmediately')
    expect(made?.parameters).toEqual({ code: 'D-01', values: { LabShortcut: 'no' } })
    expect(changed.steps.find((step) => step.step === 'D-02')?.waitMinutes).toBe(600)
    expect(changed.totals.criticalPathMinutes).toBeGreaterThan(600)
  })

  test('is back-dated only in a lab with one domain controller', () => {
    const lab = withKey({ status: 'absent' }, 'lab')
    expect(lab.steps.find((step) => step.step === 'D-01')?.runs).toContain('AddHours(-10)')
    expect(lab.steps.find((step) => step.step === 'D-02')?.waitMinutes).toBe(0)
    const two = buildPlan(
      contoso((draft) => {
        draft.forest.kdsRootKeys = { status: 'absent' }
        const [domain] = draft.forest.domains
        const [controller] = domain?.controllers ?? []
        if (domain && controller) domain.controllers.push({ ...controller, name: 'dc2', fqdn: 'dc2.contoso.com' })
      }),
    )
    expect(two.steps.find((step) => step.step === 'D-01')?.runs).not.toContain('AddHours')
  })

  test('is never made while nobody knows', () => {
    const unknown = withKey({ status: 'unknown' }, 'production')
    expect(codes(unknown)).not.toContain('D-01')
    const gate = unknown.steps.find((step) => step.step === 'D-02')
    expect(gate?.who).toContain('forest root')
    expect(JSON.stringify(gate?.actions)).toContain('Never create a key on suspicion')
  })

  test('is left alone when it is there', () => {
    const keys = [
      {
        keyId: '6f0a2c1e-9d53-4a0e-8c1b-2f3a4b5c6d7e',
        creationTime: '2025-01-01T00:00:00Z',
        effectiveTime: '2025-01-01T10:00:00Z',
      },
    ]
    expect(codes(withKey({ status: 'found', keys }, 'production'))).not.toContain('D-01')
  })
})

describe('delegation beyond the default', () => {
  const step = (mode: 'any-protocol' | 'unconstrained') =>
    buildPlan(
      contoso((draft) => {
        for (const component of draft.components) if (component.component === 'SVC') component.delegation.mode = mode
      }),
    ).steps.find(({ id }) => id === 'D-08@directory#MIMSrvGMSAsvc')

  test('is set by hand, by whoever accepted it, and never both kinds at once', () => {
    for (const mode of ['any-protocol', 'unconstrained'] as const) {
      expect(step(mode)?.automation).toBe('manual')
      expect(JSON.stringify(step(mode)?.before)).toContain('has signed here')
    }
    const commands = (mode: 'any-protocol' | 'unconstrained') =>
      step(mode)
        ?.actions.map(({ command }) => command)
        .join(' ')
    expect(commands('unconstrained')).not.toContain("msDS-AllowedToDelegateTo' =")
    expect(commands('unconstrained')).toContain('-TrustedForDelegation $true -TrustedToAuthForDelegation $false')
    expect(commands('any-protocol')).toContain('-TrustedForDelegation $false -TrustedToAuthForDelegation $true')
  })
})

describe('local Sync groups', () => {
  const made = buildPlan(
    contoso((draft) => {
      draft.syncGroups = {
        ...draft.syncGroups,
        kind: 'local',
        domain: 'MIMSYNC',
        browse: 'FIMSyncBrowse',
        passwordSet: 'FIMSyncPasswordSet',
      }
    }),
  )

  test('are changed on the Sync server, before the MIM Service stops', () => {
    const step = made.steps.find(({ id }) => id === 'D-06@MIMSYNC#MIMSrvGMSAsvc')
    expect(step?.actions[0]?.command).toContain(
      "Add-LocalGroupMember -Group 'FIMSyncBrowse' -Member 'CONTOSO\\MIMSrvGMSAsvc$'",
    )
    expect(made.steps.find(({ id }) => id === 'G-01@MIMPORTAL')?.after).toContain('D-06@MIMSYNC#MIMSrvGMSAsvc')
    expect(made.steps.some(({ id }) => id.startsWith('D-06@directory'))).toBe(false)
  })
})

describe('Windows Server 2012 R2', () => {
  test('gets the trigger of the key service before its service stops', () => {
    const made = buildPlan(
      contoso((draft) => {
        for (const server of draft.servers) if (server.name === 'MIMSYNC') server.operatingSystem = '2012R2'
      }),
    )
    expect(made.steps.filter(({ step }) => step === 'D-11').map(({ id }) => id)).toEqual(['D-11@MIMSYNC'])
    expect(made.steps.find(({ id }) => id === 'F-01@MIMSYNC')?.after).toContain('D-11@MIMSYNC')
  })
})

describe('an update first', () => {
  const made = (route: 'sp1-hotfix' | 'sp2-full' | 'sp2-hotfix-in-place') =>
    buildPlan(
      contoso((draft) => {
        draft.software = { ...draft.software, route, targetBuild: '4.6.421.0' }
        draft.mail.pollExchangeEnabled = { status: 'found', value: 1 }
        for (const server of draft.servers) for (const part of server.installations) part.build = '4.6.34.0'
      }),
    )
  const text = (plan: ReturnType<typeof made>, id: string) => JSON.stringify(plan.steps.find((step) => step.id === id))

  test.each([
    ['sp1-hotfix', 'Service Pack 1'],
    ['sp2-full', 'each MIM product of this server'],
    ['sp2-hotfix-in-place', 'Sync first'],
  ] as const)('the route %s is written out, one server after the other', (route, words) => {
    const plan = made(route)
    expect(text(plan, 'C-02@MIMSYNC')).toContain(words)
    expect(plan.steps.find(({ id }) => id === 'C-02@MIMPORTAL')?.after).toEqual(
      expect.arrayContaining(['C-02@MIMSYNC', 'C-03@MIMPORTAL', 'B-01@SQL#update']),
    )
    expect(plan.steps.filter(({ step }) => step === 'C-02').every(({ pointOfNoReturn }) => pointOfNoReturn)).toBe(true)
  })

  test('the conversion waits for it, with the key of after the update', () => {
    const plan = made('sp2-full')
    const stop = plan.steps.find(({ id }) => id === 'F-01@MIMSYNC')
    expect(stop?.after).toEqual(expect.arrayContaining(['C-02@MIMSYNC', 'C-04@MIMSYNC', 'C-05@MIMSYNC']))
    expect(stop?.after).not.toContain('A-02@MIMSYNC')
    expect(plan.steps.find(({ id }) => id === 'F-03@MIMSYNC')?.parameters?.values).toMatchObject({
      KeyFile: 'D:\\MIMBackup\\miiskeys-post.bin',
    })
    expect(plan.steps.find(({ id }) => id === 'B-03@MIMSYNC')?.after).toContain('C-02@MIMSYNC')
    expect(text(plan, 'G-03@MIMPORTAL')).toContain('Use Group Managed Service Account')
  })

  test('is in none of the steps where builds stay', () => {
    expect(plan.steps.some(({ step }) => ['C-02', 'C-03', 'C-04'].includes(step))).toBe(false)
  })
})

describe('what an environment switches on and off', () => {
  const codesOf = (environment: Parameters<typeof buildPlan>[0]) =>
    new Set(buildPlan(environment).steps.map((step) => step.step))

  test('polling is written back only where it was on', () => {
    expect(codesOf(contoso()).has('G-08')).toBe(false)
    const polling = contoso((draft) => {
      draft.mail.pollExchangeEnabled = { status: 'found', value: 1 }
    })
    expect(codesOf(polling).has('G-08')).toBe(true)
  })

  test('PCNS is checked only where it is in use', () => {
    const without = contoso((draft) => {
      draft.passwordChangeNotification.inUse = false
    })
    expect(codesOf(without).has('F-06')).toBe(false)
  })

  test('an account that something else still uses is never disabled', () => {
    const shared = contoso((draft) => {
      draft.unconverted.push({
        component: 'MA',
        servers: ['MIMSYNC'],
        account: { domain: 'contoso', name: 'SVCMIMSYNC' },
        note: '',
      })
    })
    const ids = buildPlan(shared).steps.map((step) => step.id)
    expect(ids).not.toContain('K-02@directory#svcMIMSync')
    expect(ids).toContain('K-02@directory#svcMIMService')
  })

  test('builds before 4.6.421.0 get the older mail page', () => {
    const page = (build: string) => {
      const environment = contoso((draft) => {
        for (const server of draft.servers) for (const installation of server.installations) installation.build = build
      })
      return JSON.stringify(buildPlan(environment).steps.find((step) => step.step === 'G-03')?.actions)
    }
    expect(page('4.6.359.0')).toContain('Use different user for Exchange')
    expect(page('4.6.421.0')).toContain('Use Group Managed Service Account')
  })

  test('portals on a server of their own get a wizard of their own', () => {
    const apart = contoso((draft) => {
      const portal = draft.servers.find((server) => server.name === 'MIMPORTAL')
      if (portal) draft.servers.push({ ...portal, name: 'SSPR', fqdn: 'sspr.contoso.com' })
      for (const component of draft.components) {
        if (component.component === 'REG' || component.component === 'RST') component.servers = ['SSPR']
      }
    })
    const changed = buildPlan(apart)
    const wizard = changed.steps.find((step) => step.id === 'H-01@SSPR')
    expect(wizard?.actions.some((action) => action.command?.includes('msiexec.exe /i'))).toBe(true)
    expect(changed.steps.find((step) => step.id === 'G-01@MIMPORTAL')?.after).toContain('D-10@SSPR#gmsaSSPRReg')
    expect(changed.steps.find((step) => step.id === 'H-03@MIMPORTAL')?.after).toContain('H-02@SSPR')
  })
})

import { describe, expect, test } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { mergeDiscovery } from './merge.ts'
import { KEEP_FORM } from './merge-result.ts'
import { directoryFile, portalFile, syncFile } from './testing.ts'

const all = () => [directoryFile(), portalFile(), syncFile()]
const blank = blankEnvironment('Contoso')

describe('into an empty form', () => {
  const merged = mergeDiscovery(blank, all())

  test('come servers, services, databases and the forest', () => {
    const { environment } = merged
    expect(environment.servers.map(({ name, operatingSystem }) => [name, operatingSystem])).toEqual([
      ['MIMPORTAL', '2019'],
      ['MIMSYNC', '2019'],
    ])
    expect(environment.components.map(({ component, oldAccount }) => [component, oldAccount.name])).toEqual([
      ['REG', 'svcMIMSSPR'],
      ['RST', 'svcMIMSSPR'],
      ['SVC', 'svcMIMService'],
      ['SYNC', 'svcMIMSync'],
    ])
    expect(environment.sql).toMatchObject([
      { address: 'SQL', version: '2017', replicas: ['SQL'], availabilityGroup: null },
    ])
    expect(environment.forest).toMatchObject({ rootDomain: 'contoso.com', kdsRootKeys: { status: 'absent' } })
    expect(environment.forest.domains).toMatchObject([{ netbiosName: 'CONTOSO', controllers: [{ name: 'DC' }] }])
    expect(merged.conflicts).toEqual([])
  })

  test('a name goes to the web site whose host header it is', () => {
    const spns = Object.fromEntries(
      merged.environment.components.map((one) => [one.component, one.servicePrincipalNames]),
    )
    expect(spns).toMatchObject({
      REG: ['http/passwordregistration.contoso.com'],
      RST: ['http/passwordreset.contoso.com'],
      SYNC: ['PCNSCLNT/mimsync.contoso.com'],
    })
  })

  test('what no file could tell stays open, with the reason', () => {
    expect(merged.unknowns).toMatchObject([
      { path: '/mimServiceAgent/account', reason: expect.stringContaining('Synchronization Service Manager') },
    ])
    expect(merged.environment.mimServiceAgent).toEqual(blank.mimServiceAgent)
  })
})

describe('a typed value', () => {
  const path = '/servers/0/operatingSystem'
  const typed = buildEnvironment({ [path]: '2022' })

  test('that a file contradicts stays, and both are shown', () => {
    const { environment, conflicts } = mergeDiscovery(typed, all())
    expect(conflicts).toMatchObject([
      { path, form: '2022', isOpen: false, chosen: null, options: [{ value: '2019', sources: [{ host: 'MIMSYNC' }] }] },
    ])
    expect(environment.servers[0]?.operatingSystem).toBe('2022')
  })

  test('gives way only to the choice of a person', () => {
    const [conflict] = mergeDiscovery(typed, all()).conflicts
    const key = conflict?.key ?? ''
    const taken = mergeDiscovery(typed, all(), new Map([[key, conflict?.options[0]?.id ?? '']]))
    expect(taken.environment.servers[0]?.operatingSystem).toBe('2019')
    const kept = mergeDiscovery(typed, all(), new Map([[key, KEEP_FORM]]))
    expect(kept.environment.servers[0]?.operatingSystem).toBe('2022')
    expect(kept.conflicts[0]?.chosen).toBe(KEEP_FORM)
  })

  test('in other letters is no conflict', () => {
    expect(mergeDiscovery(buildEnvironment({ '/servers/0/name': 'mimsync' }), all()).conflicts).toEqual([])
  })
})

test('two hosts that disagree about an open place are a conflict, and the place stays open', () => {
  const other = portalFile((file) => {
    if (file.service) file.service.installationFolder = { state: 'found', value: 'D:\\MIM\\2010\\Service' }
  })
  const { conflicts, environment } = mergeDiscovery(blank, [other, syncFile()])
  expect(conflicts).toMatchObject([{ path: '/paths/installationFolder', isOpen: true, options: [{}, {}] }])
  expect(environment.paths.installationFolder).toBe(blank.paths.installationFolder)
})

test('a part that the form has and the host does not is asked about, and goes only on request', () => {
  const without = syncFile((file) => {
    for (const part of file.components) if (part.component === 'SYNC') part.build = { state: 'absent' }
  })
  const environment = buildEnvironment()
  const { conflicts, environment: asked } = mergeDiscovery(environment, [without])
  expect(conflicts).toMatchObject([
    { path: '/servers/0/installations/0', options: [{ id: 'absent', value: undefined }] },
  ])
  expect(asked.servers[0]?.installations).toHaveLength(1)
  const gone = mergeDiscovery(environment, [without], new Map([[conflicts[0]?.key ?? '', 'absent']]))
  expect(gone.environment.servers[0]?.installations).toEqual([])
})

test('of two runs on one host the later counts, and an unknown of the later does not hide the earlier', () => {
  const early = syncFile((file) => {
    file.meta.runAt = '2026-11-20T08:00:00Z'
    if (file.host) file.host.site = { state: 'found', value: 'Old-Site' }
  })
  const late = syncFile((file) => {
    if (file.operatingSystem) file.operatingSystem.dotNetRelease = { state: 'unknown', reason: 'No rights.' }
  })
  const server = mergeDiscovery(blank, [late, early]).environment.servers[0]
  expect(server).toMatchObject({ site: 'Default-First-Site-Name', dotNetRelease: { status: 'found', value: 528049 } })
})

test('a service that runs as a managed account already leaves the ordinary account open', () => {
  const converted = syncFile((file) => {
    for (const { service } of file.components) {
      if (service) service.account = { state: 'found', value: 'CONTOSO\\MIMSyncGMSAsvc$' }
    }
  })
  const { environment, unknowns } = mergeDiscovery(blank, [converted])
  expect(environment.components[0]?.oldAccount).toEqual({ domain: '', name: '' })
  expect(unknowns).toMatchObject([
    { path: '/components/0/oldAccount', reason: expect.stringContaining('managed account') },
  ])
  expect(mergeDiscovery(buildEnvironment(), [converted]).conflicts).toEqual([])
})

test('a computer without any part of MIM is set aside', () => {
  const client = syncFile((file) => {
    for (const part of file.components) part.build = { state: 'absent' }
    if (file.host) file.host.name = 'LAPTOP7'
    if (file.host) file.host.fqdn = { state: 'found', value: 'laptop7.contoso.com' }
  })
  const { environment, setAside } = mergeDiscovery(blank, [client])
  expect(environment.servers).toEqual([])
  expect(setAside).toEqual([client])
})

test('files of too many installations are refused with words', () => {
  const files = Array.from({ length: 21 }, (_, number) =>
    syncFile((file) => {
      if (file.host) file.host.name = `S${number}`
      if (file.host) file.host.fqdn = { state: 'found', value: `s${number}.contoso.com` }
      file.sql = []
      if (file.synchronization) {
        file.synchronization.database = { state: 'found', value: { address: `SQL${number}`, name: 'FIM' } }
      }
    }),
  )
  expect(() => mergeDiscovery(blank, files)).toThrow(/do not fit into one environment: \/sql .*nothing was changed/)
})

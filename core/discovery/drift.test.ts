import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { findDrift } from './drift.ts'
import { driftReport } from './drift-report.ts'
import { directoryFile, portalFile, syncFile } from './testing.ts'

const approved = buildEnvironment({
  '/components/0/servicePrincipalNamesToday': { status: 'found', value: 'old-account' },
  '/components/1/servicePrincipalNamesToday': { status: 'found', value: 'old-account' },
  '/components/2/servicePrincipalNamesToday': { status: 'found', value: 'old-account' },
  '/components/3/servicePrincipalNamesToday': { status: 'found', value: 'old-account' },
})
const asApproved = () => [directoryFile(), portalFile(), syncFile()]
const facts = ({ items }: ReturnType<typeof findDrift>) =>
  items.map(({ severity, path, steps }) => `${severity} ${path} ${steps.join()}`)

test('what is as approved is no drift, and it is counted', () => {
  const report = findDrift(approved, asApproved())
  expect(report).toMatchObject({ worst: null, items: [], unseenServers: ['SQL'], directoryUnseen: false })
  expect(report.confirmed).toBeGreaterThan(100)
})

test('another account of a service blocks, and names the step that would be wrong', () => {
  const file = syncFile(({ components }) => {
    for (const { service } of components) if (service) service.account = { state: 'found', value: 'CONTOSO\\svcOther' }
  })
  const report = findDrift(approved, [file])
  expect(facts(report)).toContain('blocks /components/0/oldAccount A-01,F-02,R-01')
  expect(report.items[0]).toMatchObject({
    approved: { domain: 'CONTOSO', name: 'svcMIMSync' },
    found: { domain: 'CONTOSO', name: 'svcOther' },
    sources: [{ host: 'MIMSYNC' }],
  })
})

test('a service on its new account is information; on another managed account it blocks', () => {
  const on = (account: string) =>
    findDrift(approved, [
      syncFile(({ components }) => {
        for (const { service } of components) if (service) service.account = { state: 'found', value: account }
      }),
    ])
  expect(on('CONTOSO\\MIMSyncGMSAsvc$')).toMatchObject({
    worst: 'information',
    items: [{ path: '/components/0/oldAccount' }],
  })
  expect(on('CONTOSO\\Other$')).toMatchObject({ worst: 'blocks' })
})

test('another build blocks', () => {
  const file = portalFile(({ components }) => {
    for (const part of components) if (part.component === 'SVC') part.build = { state: 'found', value: '4.6.607.0' }
  })
  expect(facts(findDrift(approved, [file]))).toEqual(['blocks /servers/1/installations/0/build A-02,C-05'])
})

test('a second node of a service blocks as a server, a part and a member that the plan does not know', () => {
  const second = portalFile((file) => {
    if (file.host)
      Object.assign(file.host, { name: 'MIMPORTAL2', fqdn: { state: 'found', value: 'mimportal2.contoso.com' } })
  })
  const report = findDrift(approved, [second])
  expect(report.items.filter(({ severity }) => severity === 'blocks').map(({ path, entry }) => [path, entry])).toEqual(
    expect.arrayContaining([
      ['/servers', 'mimportal2.contoso.com'],
      ['/components/1/servers', null],
    ]),
  )
})

test('a name in Active Directory that the plan does not move blocks D-07', () => {
  const file = portalFile(({ accounts }) => {
    const service = accounts.find(({ account }) => account === 'CONTOSO\\svcMIMService')
    if (service?.servicePrincipalNames.state === 'found')
      service.servicePrincipalNames.value.push('FIMService/mim.contoso.com')
  })
  expect(facts(findDrift(approved, [file]))).toEqual(['blocks /components/1/servicePrincipalNames D-07'])
})

test('failing replication, a wrong clock, a closed port and a duplicate name are told', () => {
  const file = directoryFile(({ directory }) => {
    if (directory?.domains.state !== 'found') return
    const [domain] = directory.domains.value
    if (domain?.controllers.state !== 'found') return
    const [controller] = domain.controllers.value
    Object.assign(controller ?? {}, {
      clockSkewSeconds: { state: 'found', value: 400 },
      webServicesReachable: { state: 'found', value: false },
    })
    directory.replicationFailures = { state: 'found', value: 2 }
    directory.duplicateServicePrincipalNames = { state: 'found', value: ['fimservice/MIMPORTAL'] }
  })
  expect(facts(findDrift(approved, [file]))).toEqual([
    'blocks /components/1/servicePrincipalNames D-07,J-06',
    'blocks /forest/maxClockSkewSeconds A-05,D-10',
    'blocks /forest/replicationConfirmed D-02,D-07',
    'warns /forest/domains E-00,D-10',
  ])
})

test('what the approved environment left open and a file found is information', () => {
  const open = buildEnvironment({ '/forest/schemaVersion': { status: 'unknown' } })
  expect(facts(findDrift(open, [directoryFile()]))).toEqual(['information /forest/schemaVersion D-05'])
})

test('names that nobody had looked for are information with the old account, and block with another one', () => {
  const open = buildEnvironment()
  expect(findDrift(open, [syncFile()])).toMatchObject({ worst: 'information' })
  const other = syncFile((file) => {
    for (const { holders } of file.servicePrincipalNames) {
      if (holders.state === 'found') holders.value = ['CONTOSO\\svcOther']
    }
  })
  expect(facts(findDrift(open, [other]))).toEqual(['blocks /components/0/servicePrincipalNamesToday D-07'])
})

test('an unknown fact is no drift', () => {
  const blind = syncFile((file) => {
    if (file.operatingSystem) file.operatingSystem.buildNumber = { state: 'unknown', reason: 'No rights.' }
    for (const { service } of file.components) if (service) service.account = { state: 'unknown', reason: 'No rights.' }
  })
  expect(findDrift(approved, [blind])).toMatchObject({ worst: null, items: [] })
})

test('the order of files makes no difference, and the report fits its schema', () => {
  const other = syncFile((file) => {
    if (file.host) file.host.site = { state: 'found', value: 'Branch' }
  })
  const all = [...asApproved(), other]
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: 4 }), (shuffled) => {
      const report = findDrift(approved, shuffled)
      expect(report).toEqual(findDrift(approved, all))
      expect(driftReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
    }),
    { numRuns: 10 },
  )
})

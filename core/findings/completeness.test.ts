import { describe, expect, test } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { findings } from './findings.ts'
import { AS_OF, hits, paths } from './testing.ts'

describe('N16, values that steps type', () => {
  test.each<[string, unknown]>([
    ['/components/0/servers', []],
    ['/components/0/oldAccount/name', ''],
    ['/components/2/webSite', null],
    ['/forest/domains/0/controllers', []],
    ['/forest/domains/0/controllers/0/readOnly', true],
    ['/syncGroups/browse', ''],
    ['/syncGroups/passwordSet', ''],
    ['/sql/0/address', ''],
    ['/sql/0/backupFolder', ''],
    ['/sql/0/databases/1/name', ''],
    ['/sql/0/replicas', []],
    ['/paths/backupFolder', ''],
    ['/paths/installationFolder', ''],
    ['/paths/keyExportFile', ''],
    ['/schedule/windows/directory', null],
    ['/schedule/windows/conversion', null],
    ['/schedule/windows/checks', null],
    ['/schedule/windows/decommission', null],
  ])('%s may not be missing', (path, value) => {
    const found = hits('N16', { [path]: value })
    expect(found).toHaveLength(1)
    expect(path.startsWith(found[0]?.path ?? 'nowhere')).toBe(true)
  })

  test('a service without its database, and an instance on two machines, are refused', () => {
    expect(paths(hits('N16', { '/sql/0/databases': [] }))).toEqual([
      '/components/0/component',
      '/components/1/component',
    ])
    expect(paths(hits('N16', { '/sql/0/replicas/-': 'MIMSYNC' }))).toEqual(['/sql/0/replicas'])
  })

  test('a plan without services is refused', () => {
    expect(paths(hits('N16', { '/components': [] }))).toEqual(['/components'])
  })

  test('a window that ends before it begins is refused', () => {
    const window = { notBefore: '2026-12-05T20:00:00+01:00', notAfter: '2026-12-05T18:59:00Z' }
    expect(hits('N16', { '/schedule/windows/checks': window })[0]?.message).toContain('ends before it begins')
  })

  test('the software window is needed only where builds change', () => {
    expect(hits('N16')).toEqual([])
    expect(paths(hits('N16', { '/software/route': 'sp2-full' }))).toEqual(['/schedule/windows/software'])
  })

  test('membership in Admins needs that group alone', () => {
    const admins = { '/syncGroups/serviceMembership': 'admins', '/syncGroups/browse': '' }
    expect(hits('N16', admins)).toEqual([])
    expect(paths(hits('N16', { ...admins, '/syncGroups/admins': '' }))).toEqual(['/syncGroups/admins'])
  })

  test('a blank draft is told what to fill in, and never throws', () => {
    const list = findings(blankEnvironment('Draft'), { asOf: AS_OF })
    expect(new Set(list.map(({ ruleId }) => ruleId))).toEqual(new Set(['N07', 'N08', 'N16']))
    expect(list.every(({ severity }) => severity === 'error')).toBe(true)
  })
})

describe('N17, names that refer to something', () => {
  test.each<[string, unknown]>([
    ['/components/0/servers/-', 'MIMSYNC02'],
    ['/components/0/servers/-', 'mimsync.contoso.com'],
    ['/components/0/servers/-', 'mimsync'],
    ['/components/0/servers/-', 'MIMPORTAL'],
    ['/unconverted/0/servers/0', 'MIMPORTAL2'],
    ['/sql/0/replicas/0', 'SQL2'],
    ['/components/0/managedAccount/domain', 'fabrikam.com'],
    ['/components/0/hostGroup/domain', 'fabrikam.com'],
  ])('%s may not be %s', (path, value) => {
    expect(paths(hits('N17', { [path]: value }))).toEqual([path.replace('/-', '/1')])
  })

  test('a server that is described twice is refused', () => {
    expect(paths(hits('N17', { '/servers/2/name': 'mimsync' }))).toContain('/servers/2/name')
  })

  test('servers of one name in two domains are two servers', () => {
    const twin = { '/servers/2/name': 'MIMSYNC', '/servers/2/domain': 'eu.contoso.com' }
    expect(paths(hits('N17', twin))).not.toContain('/servers/2/name')
  })

  test('a name that two servers have is no reference', () => {
    const twin = { '/servers/2/name': 'MIMSYNC', '/servers/2/domain': 'eu.contoso.com' }
    expect(paths(hits('N17', twin))).toContain('/components/0/servers/0')
  })

  test('a component that is described twice is refused', () => {
    const [sync] = buildEnvironment().components
    expect(paths(hits('N17', { '/components/-': sync }))).toContain('/components/4/component')
  })

  test('a node that would keep the old account is refused', () => {
    const found = hits('N17', {
      '/servers/2/installations/-': { component: 'SYNC', build: '4.6.673.0', node: 'standby' },
    })
    expect(paths(found)).toEqual(['/servers/2/installations/0/component'])
    expect(found[0]?.message).toContain('would keep the old account')
  })

  test('references pass in any letter case', () => {
    expect(
      hits('N17', { '/components/0/servers/0': 'mimSync', '/components/0/hostGroup/domain': 'CONTOSO.com' }),
    ).toEqual([])
  })
})

describe('N18, double quotes', () => {
  test('in a value that a command carries are refused', () => {
    expect(paths(hits('N18', { '/sql/0/databases/0/name': 'a"b' }))).toEqual(['/sql/0/databases/0/name'])
  })

  test('in the sentences of people they pass', () => {
    expect(hits('N18', { '/unconverted/0/note': 'called "farm"' })).toEqual([])
    expect(hits('N18')).toEqual([])
  })
})

describe('N19, groups across domains', () => {
  const path = '/components/0/hostGroup/scope'
  const elsewhere = { '/servers/0/domain': 'eu.contoso.com' }

  test('a global group with a server of another domain is refused, and mended by the fix', () => {
    expect(hits('N19', elsewhere)).toMatchObject([{ severity: 'error', path, fix: { path, value: 'universal' } }])
  })

  test('a universal one, and servers of its own domain, pass', () => {
    expect(hits('N19', { ...elsewhere, [path]: 'universal' })).toEqual([])
    expect(hits('N19')).toEqual([])
  })
})

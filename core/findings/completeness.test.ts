import { describe, expect, test } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
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

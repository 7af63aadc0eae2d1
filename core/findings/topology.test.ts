import { describe, expect, test } from 'vitest'
import { buildEnvironment, buildPamEnvironment } from '#core/environment/build-environment.ts'
import { hits, hitsOf, paths } from './testing.ts'

const installed = (component: string, node = 'active', build = '4.6.673.0') => ({ component, build, node })
const [, service] = buildEnvironment().components
const noService = { '/components': buildEnvironment().components.filter(({ component }) => component !== 'SVC') }
const SECOND_SYNC = '/servers/2/installations/-'
const TWO_NODES = { '/components/1/servers/-': 'SQL', '/servers/2/installations/-': installed('SVC') }

describe('T01, parts that stay', () => {
  test.each(['svcMIMAppPool$', 'mimsrvgmsasvc'])('PORTAL as %s is refused', (name) => {
    const [finding] = hits('T01', { '/unconverted/0/account/name': name })
    expect(finding).toMatchObject({ severity: 'error', path: '/unconverted/0/account/name' })
    expect(finding?.message).toContain('PORTAL would run as the managed account')
  })

  test('ordinary accounts, or none, pass', () => {
    expect(hits('T01')).toEqual([])
  })
})

describe('T02, no MIM Service anywhere', () => {
  test('password portals without one are refused', () => {
    const nowhere = { ...noService, '/servers/1/installations': [installed('REG'), installed('RST')] }
    expect(paths(hits('T02', nowhere))).toEqual(['/components/1/component', '/components/2/component'])
  })

  test('one that is installed, in the plan or not, passes', () => {
    expect(hits('T02')).toEqual([])
    expect(hits('T02', noService)).toEqual([])
  })
})

describe('T08, a MIM Service outside the plan', () => {
  test('is refused where accounts of portals change', () => {
    const found = hits('T08', noService)
    expect(paths(found)).toEqual(['/components/1/component', '/components/2/component'])
    expect(found[0]?.message).toContain('SVC on MIMPORTAL is not in the plan')
  })

  test('in the plan it passes', () => {
    expect(hits('T08')).toEqual([])
  })
})

describe('T03, active and standby', () => {
  test('a second active Sync server is refused', () => {
    const [finding] = hits('T03', { [SECOND_SYNC]: installed('SYNC') })
    expect(finding).toMatchObject({ severity: 'error', path: '/servers/2/installations/0/node' })
    expect(finding?.message).toContain('beside MIMSYNC')
  })

  test('a standby without an active server is refused', () => {
    expect(paths(hits('T03', { '/servers/0/installations/0/node': 'standby' }))).toEqual([
      '/servers/0/installations/0/node',
    ])
  })

  test('a standby of anything else is refused, and mended by the fix', () => {
    expect(hits('T03', { '/servers/1/installations/0/node': 'standby' })).toMatchObject([
      { path: '/servers/1/installations/0/node', fix: { value: 'active' } },
    ])
  })

  test('one active with a standby passes', () => {
    expect(hits('T03', { [SECOND_SYNC]: installed('SYNC', 'standby') })).toEqual([])
  })
})

describe('T05 and T06, one identity', () => {
  const again = (index: number, name: string) => {
    const component = buildEnvironment().components[index]
    return { '/components/-': { ...component, managedAccount: { ...component?.managedAccount, name } } }
  }

  test('another account for a second Sync server is refused', () => {
    expect(paths(hits('T05', again(0, 'gmsaOther')))).toEqual(['/components/4/managedAccount/name'])
  })

  test('another account for a second node of the MIM Service is refused', () => {
    expect(paths(hits('T06', again(1, 'gmsaOther')))).toEqual(['/components/4/managedAccount/name'])
  })

  test('the same account passes', () => {
    expect(hits('T05', again(0, 'MIMSyncGMSAsvc'))).toEqual([])
    expect(hits('T06', again(1, 'mimsrvgmsasvc'))).toEqual([])
    expect(service?.component).toBe('SVC')
  })
})

describe('T07, name of a pool', () => {
  const alias = (fqdn: string) => ({ fqdn, record: 'A', usedBy: 'SVC', loadBalanced: true })

  test('two nodes without an alias are refused', () => {
    expect(hits('T07', TWO_NODES)).toMatchObject([{ severity: 'error', path: '/components/1/servers' }])
  })

  test('the name of one node is no name of the pool', () => {
    expect(paths(hits('T07', { ...TWO_NODES, '/aliases/-': alias('SQL.contoso.com') }))).toEqual(['/aliases/3/fqdn'])
  })

  test('an alias, and one node without, pass', () => {
    expect(hits('T07', { ...TWO_NODES, '/aliases/-': alias('mimpool.contoso.com') })).toEqual([])
    expect(hits('T07')).toEqual([])
  })
})

describe('T12, domain controllers', () => {
  test.each([
    ['ticked', { '/servers/0/isDomainController': true }],
    ['listed', { '/forest/domains/0/controllers/0/name': 'mimsync' }],
  ])('a MIM server that is one (%s) is warned of', (_, changes) => {
    expect(hits('T12', changes)).toMatchObject([{ severity: 'warning', path: '/servers/0/isDomainController' }])
  })

  test('a member server passes', () => {
    expect(hits('T12')).toEqual([])
  })
})

describe('T13, bastion with Sync', () => {
  test('is warned of', () => {
    const [part] = buildPamEnvironment().components.filter(({ component }) => component === 'PAMMON')
    expect(hits('T13', { '/components/-': part })).toMatchObject([
      { severity: 'warning', path: '/components/0/component' },
    ])
  })

  test('PAM alone, and Sync alone, pass', () => {
    expect(hits('T13')).toEqual([])
    expect(hitsOf('T13', buildPamEnvironment())).toEqual([])
  })
})

describe('T14, build of a bastion', () => {
  const BUILD = '/servers/0/installations/3/build'

  test('4.6.540.0 at level 2016 is warned of', () => {
    const found = hitsOf('T14', buildPamEnvironment({ [BUILD]: '4.6.540.0' }))
    expect(found).toMatchObject([{ severity: 'warning', path: BUILD }])
  })

  test('4.6.607.0, and level 2012 R2, pass', () => {
    expect(hitsOf('T14', buildPamEnvironment({ [BUILD]: '4.6.607.0' }))).toEqual([])
    const level = { '/forest/functionalLevel': { status: 'found', value: '2012R2' } }
    expect(hitsOf('T14', buildPamEnvironment({ [BUILD]: '4.6.540.0', ...level }))).toEqual([])
  })
})

describe('T17, REST API beside the portal', () => {
  test.each(['pamsrv.priv.contoso.local', 'PAMSRV'])('under the name %s it is refused', (name) => {
    const found = hitsOf('T17', buildPamEnvironment({ '/components/1/webSite/hostHeader': name }))
    expect(found).toMatchObject([{ severity: 'error', path: '/components/1/webSite/hostHeader' }])
  })

  test('a name of its own, or a server of its own, passes', () => {
    expect(hitsOf('T17', buildPamEnvironment())).toEqual([])
    const apart = buildPamEnvironment({
      '/components/1/webSite/hostHeader': 'pamsrv.priv.contoso.local',
      '/servers/0/installations': [installed('SVC'), installed('PAMREST'), installed('PAMMON'), installed('PAMCOMP')],
    })
    expect(hitsOf('T17', apart)).toEqual([])
  })
})

describe('T18, parts of PAM that are not there', () => {
  test('are refused, by this rule alone', () => {
    const without = buildPamEnvironment({ '/servers/0/installations/4/component': 'REG' })
    expect(hitsOf('T18', without)).toMatchObject([{ severity: 'error', path: '/components/3/servers/0' }])
    expect(paths(hitsOf('N17', without))).not.toContain('/components/3/servers/0')
  })

  test('installed parts pass', () => {
    expect(hitsOf('T18', buildPamEnvironment())).toEqual([])
  })
})

describe('T23, failover clusters', () => {
  test('the name of a cluster is refused', () => {
    expect(hits('T23', { '/servers/0/isFailoverClusterName': true })).toMatchObject([
      { severity: 'error', path: '/servers/0/isFailoverClusterName' },
    ])
  })

  test('a cluster of databases passes', () => {
    expect(hits('T23', { '/servers/2/isFailoverClusterName': true })).toEqual([])
  })
})

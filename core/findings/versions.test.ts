import { describe, expect, test } from 'vitest'
import { hits, paths } from './testing.ts'

const SYNC_BUILD = '/servers/0/installations/0/build'
const SVC_BUILD = '/servers/1/installations/0/build'

const sync = (build: string) => ({ [SYNC_BUILD]: build })

/** Phase C installs this build first. */
const upgrade = (targetBuild: string, route = 'sp2-full') => ({
  '/software/route': route,
  '/software/targetBuild': targetBuild,
})

describe('V01, first build with managed accounts', () => {
  test('an older build is refused', () => {
    const [finding] = hits('V01', sync('4.4.1749.0'))
    expect(finding).toMatchObject({ severity: 'error', source: 'GMSA', path: SYNC_BUILD })
    expect(finding?.message).toContain('4.4.1749.0 knows no managed accounts')
  })

  test('4.5.26.0 passes; numbers are compared as numbers', () => {
    expect(hits('V01', sync('4.5.26.0'))).toEqual([])
    expect(hits('V01', sync('4.5.202.0'))).toEqual([])
  })

  test('an old build that phase C updates is judged by its target', () => {
    expect(hits('V01', { ...sync('4.4.1302.0'), ...upgrade('4.6.673.0') })).toEqual([])
    expect(paths(hits('V01', upgrade('4.4.1302.0')))).toEqual(['/software/targetBuild'])
  })

  test('parts that stay on ordinary accounts are not judged', () => {
    expect(hits('V01', { '/servers/1/installations/1/build': '4.4.1302.0' })).toEqual([])
  })
})

describe('V02, before SP2', () => {
  test.each(['4.5.26.0', '4.5.412.0'])('%s is warned of', (build) => {
    expect(hits('V02', sync(build))).toMatchObject([{ severity: 'warning', path: SYNC_BUILD }])
  })

  test.each(['4.6.34.0', '4.4.1302.0'])('%s is not', (build) => {
    expect(hits('V02', sync(build))).toEqual([])
  })
})

describe('V03, superseded builds', () => {
  test.each([
    ['4.6.355.0', '4.6.359.0'],
    ['4.6.530.0', '4.6.531.0'],
  ])('%s is refused, and its successor %s named', (build, successor) => {
    expect(hits('V03', sync(build))[0]?.message).toContain(`Install its successor ${successor}`)
  })

  test('the successor passes', () => {
    expect(hits('V03', sync('4.6.359.0'))).toEqual([])
  })
})

describe('V04, latest hotfix of SP2', () => {
  test('an older build is told as information', () => {
    expect(hits('V04', sync('4.6.641.0'))).toMatchObject([{ severity: 'information', path: SYNC_BUILD }])
  })

  test.each(['4.6.673.0', '4.6.691.0'])('%s is not', (build) => {
    expect(hits('V04', sync(build))).toEqual([])
  })
})

describe('V05, SP3', () => {
  test.each(['4.6.691.0', '4.7.3.0', '5.0.0.0'])('%s is warned of', (build) => {
    expect(hits('V05', sync(build))).toMatchObject([{ severity: 'warning', path: SYNC_BUILD }])
  })

  test('4.6.673.0 passes', () => {
    expect(hits('V05')).toEqual([])
  })
})

describe('V06, one build for one role', () => {
  const second = (build: string) => ({ '/servers/2/installations/-': { component: 'SYNC', build, node: 'standby' } })

  test('the older of two nodes is named with both builds', () => {
    const found = hits('V06', { ...sync('4.6.641.0'), ...second('4.6.673.0') })
    expect(paths(found)).toEqual([SYNC_BUILD])
    expect(found[0]?.message).toContain('4.6.641.0 here and 4.6.673.0')
  })

  test('equal nodes, and nodes that phase C brings together, pass', () => {
    expect(hits('V06', second('4.6.673.0'))).toEqual([])
    expect(hits('V06', { ...second('4.6.641.0'), ...upgrade('4.6.673.0') })).toEqual([])
  })

  test('different roles may have different builds', () => {
    expect(hits('V06', sync('4.6.641.0'))).toEqual([])
  })
})

describe('V07, form of a build', () => {
  test('the typing mistake of the guide is mended', () => {
    const [finding] = hits('V07', sync('4.5.2.6.0'))
    expect(finding?.message).toContain('You mean 4.5.26.0')
    expect(finding?.fix).toEqual({ label: 'Use 4.5.26.0', path: SYNC_BUILD, value: '4.5.26.0' })
  })

  test.each(['', '4.6.673', '4,6,673,0', 'SP2', '4.6.673.0 ', 'v4.6.673.0'])('"%s" is refused', (build) => {
    const found = hits('V07', sync(build))
    expect(paths(found)).toEqual([SYNC_BUILD])
    expect(found[0]).not.toHaveProperty('fix')
  })

  test('a target build is needed only where builds change', () => {
    expect(hits('V07', { '/software/targetBuild': '' })).toEqual([])
    expect(paths(hits('V07', upgrade('')))).toEqual(['/software/targetBuild'])
  })
})

describe('V08, hotfix in place', () => {
  test('the route is warned of', () => {
    expect(hits('V08', upgrade('4.6.673.0', 'sp2-hotfix-in-place'))).toMatchObject([
      { severity: 'warning', path: '/software/route' },
    ])
  })

  test('a full installation is not', () => {
    expect(hits('V08', upgrade('4.6.673.0', 'sp2-full'))).toEqual([])
  })
})

describe('V09, PollExchangeEnabled during 4.6.421.0', () => {
  const polls = (value: number) => ({ '/mail/pollExchangeEnabled': { status: 'found', value } })

  test('1 is warned of', () => {
    expect(hits('V09', { ...upgrade('4.6.421.0'), ...polls(1) })).toMatchObject([
      { severity: 'warning', path: '/mail/pollExchangeEnabled' },
    ])
  })

  test('0, an unknown value, and another target pass', () => {
    expect(hits('V09', { ...upgrade('4.6.421.0'), ...polls(0) })).toEqual([])
    expect(hits('V09', { ...upgrade('4.6.421.0'), '/mail/pollExchangeEnabled': { status: 'unknown' } })).toEqual([])
    expect(hits('V09', { ...upgrade('4.6.673.0'), ...polls(1) })).toEqual([])
  })
})

test('the path of a build is that of its installation', () => {
  expect(paths(hits('V04', { [SVC_BUILD]: '4.6.641.0' }))).toEqual([SVC_BUILD])
})

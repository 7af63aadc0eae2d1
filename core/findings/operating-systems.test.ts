import { describe, expect, test } from 'vitest'
import { hits, paths } from './testing.ts'

const SYSTEM = '/servers/0/operatingSystem'
const BUILD = '/servers/0/installations/0/build'
const on = (system: string) => ({ [SYSTEM]: system })

describe('O01, first Windows with managed accounts', () => {
  test('Windows Server 2008 R2 is refused', () => {
    const [finding] = hits('O01', on('2008R2'))
    expect(finding).toMatchObject({ severity: 'error', source: 'WSD', path: SYSTEM })
    expect(finding?.message).toContain('MIMSYNC runs Windows Server 2008 R2')
  })

  test('2012, and a server without MIM, are not', () => {
    expect(hits('O01', on('2012'))).toEqual([])
    expect(hits('O01', { '/servers/2/operatingSystem': '2008R2' })).toEqual([])
  })
})

describe('O02, not recommended', () => {
  test.each(['2012', '2012R2', '2016'])('Windows Server %s is warned of', (system) => {
    expect(hits('O02', on(system))).toMatchObject([{ severity: 'warning', path: SYSTEM }])
  })

  test.each(['2019', '2022', '2025'])('Windows Server %s is not', (system) => {
    expect(hits('O02', on(system))).toEqual([])
  })
})

describe('O03, key service at boot', () => {
  test('2012 R2 is warned of, with the step that helps', () => {
    expect(hits('O03', on('2012R2'))).toMatchObject([{ severity: 'warning', path: SYSTEM }])
    expect(hits('O03', on('2012R2'))[0]?.message).toContain('D-11')
  })

  test('2012 and 2016 are not', () => {
    expect(hits('O03', on('2012'))).toEqual([])
    expect(hits('O03', on('2016'))).toEqual([])
  })
})

describe('O04, Windows Server 2019 and 2022', () => {
  test.each(['2019', '2022'])('a build before SP2 on %s is refused', (system) => {
    expect(hits('O04', { ...on(system), [BUILD]: '4.5.412.0' })).toMatchObject([{ severity: 'error', path: SYSTEM }])
  })

  test('SP2, an older Windows, and an old build that phase C updates, are not', () => {
    expect(hits('O04', { [BUILD]: '4.6.34.0' })).toEqual([])
    expect(hits('O04', { ...on('2016'), [BUILD]: '4.5.412.0' })).toEqual([])
    const update = { '/software/route': 'sp2-full', '/software/targetBuild': '4.6.673.0' }
    expect(hits('O04', { [BUILD]: '4.5.412.0', ...update })).toEqual([])
  })
})

describe('O05, Windows Server 2025', () => {
  test('is warned of', () => {
    expect(hits('O05', on('2025'))).toMatchObject([{ severity: 'warning', path: SYSTEM, source: 'PLAT, SP3UP' }])
  })

  test('2022 is not', () => {
    expect(hits('O05', on('2022'))).toEqual([])
  })
})

describe('O06, SQL Server 2017 and 2019', () => {
  test.each(['2017', '2019'])('%s with a build before SP2 is refused', (version) => {
    const found = hits('O06', { '/sql/0/version': version, [BUILD]: '4.5.412.0' })
    expect(found).toMatchObject([{ severity: 'error', path: '/sql/0/version' }])
  })

  test('SP2, or an older SQL Server, is not', () => {
    expect(hits('O06', { '/sql/0/version': '2019' })).toEqual([])
    expect(hits('O06', { '/sql/0/version': '2016', [BUILD]: '4.5.412.0' })).toEqual([])
  })
})

describe('O07, SQL Server outside the list', () => {
  test.each([
    ['2008R2', 'SQL Server 2008 R2'],
    ['2012', 'SP4'],
    ['2022', 'not in'],
  ])('%s is warned of', (version, words) => {
    const [finding] = hits('O07', { '/sql/0/version': version })
    expect(finding).toMatchObject({ severity: 'warning', path: '/sql/0/version' })
    expect(finding?.message).toContain(words)
  })

  test.each(['2014', '2016', '2017', '2019'])('%s is not', (version) => {
    expect(hits('O07', { '/sql/0/version': version })).toEqual([])
  })
})

describe('O08, workgroup', () => {
  test('a MIM server without a domain is refused', () => {
    expect(hits('O08', { '/servers/1/domain': '' })).toMatchObject([{ severity: 'error', path: '/servers/1/domain' }])
  })

  test('members of a domain, and a server without MIM, are not', () => {
    expect(hits('O08')).toEqual([])
    expect(hits('O08', { '/servers/2/domain': '' })).toEqual([])
  })
})

describe('O09, prerequisites of Setup', () => {
  test.each<[string, unknown]>([
    ['/servers/0/dotNetRelease', { status: 'found', value: 379_893 }],
    ['/servers/0/dotNetRelease', { status: 'absent' }],
    ['/servers/0/visualCpp2013', 'no'],
  ])('%s %j is refused', (path, value) => {
    expect(paths(hits('O09', { [path]: value }))).toEqual([path])
  })

  test('.NET Framework 4.6, and what nobody has looked at, pass', () => {
    expect(hits('O09', { '/servers/0/dotNetRelease': { status: 'found', value: 393_295 } })).toEqual([])
    expect(
      hits('O09', { '/servers/0/dotNetRelease': { status: 'unknown' }, '/servers/0/visualCpp2013': 'unknown' }),
    ).toEqual([])
  })
})

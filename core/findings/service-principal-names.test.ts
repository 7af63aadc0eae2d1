import { describe, expect, test } from 'vitest'
import { hits, paths } from './testing.ts'

const SYNC = '/components/0/servicePrincipalNames'
const SVC = '/components/1/servicePrincipalNames'
const RST = '/components/3/servicePrincipalNames'
const names = (path: string, ...value: string[]) => ({ [path]: value })

describe('S01, both forms of each name', () => {
  test('a missing short form is warned of, and named', () => {
    const [finding] = hits('S01', names(SVC, 'FIMService/mimportal.contoso.com'))
    expect(finding).toMatchObject({ severity: 'warning', path: SVC })
    expect(finding?.message).toContain('lack FIMService/mimportal.')
  })

  test('an alias needs both forms, the server behind it none', () => {
    const alias = { '/aliases/-': { fqdn: 'mim.contoso.com', record: 'A', usedBy: 'SVC', loadBalanced: false } }
    expect(hits('S01', alias)).toHaveLength(1)
    expect(hits('S01', { ...alias, ...names(SVC, 'fimservice/MIM', 'FIMService/mim.contoso.com') })).toEqual([])
  })

  test('both forms pass', () => {
    expect(hits('S01')).toEqual([])
  })
})

describe('S02, one holder', () => {
  test('an SPN on two accounts is refused where it stands second', () => {
    const found = hits('S02', names(RST, 'HTTP/passwordregistration.contoso.com'))
    expect(found).toMatchObject([{ severity: 'error', path: `${RST}/0` }])
    expect(found[0]?.message).toContain('those of REG and RST')
  })

  test('two roles of one account may share it', () => {
    const shared = { '/components/3/managedAccount/name': 'gmsaSSPRReg' }
    expect(hits('S02', { ...shared, ...names(RST, 'http/passwordregistration.contoso.com') })).toEqual([])
  })
})

describe('S03, names on the old account', () => {
  const PATH = '/components/1/servicePrincipalNamesToday'
  const held = (value: string) => ({ [PATH]: { status: 'found', value } })

  test('are told of', () => {
    expect(hits('S03', held('old-account'))).toMatchObject([{ severity: 'information', path: PATH }])
  })

  test('held by nobody, by another, or unknown, they are not', () => {
    expect(hits('S03')).toEqual([])
    expect(hits('S03', held('computer'))).toEqual([])
    expect(hits('S03', { [PATH]: { status: 'absent' } })).toEqual([])
  })
})

describe('S04, names of computers', () => {
  test.each(['http/mimportal.contoso.com', 'HTTP/SQL', 'http/mimportal:8080'])('%s is warned of', (name) => {
    expect(hits('S04', names(RST, name))).toMatchObject([{ severity: 'warning', path: `${RST}/0` }])
  })

  test('host headers, and other service classes, pass', () => {
    expect(hits('S04')).toEqual([])
  })
})

describe('S05, form of an SPN', () => {
  test.each([
    ['https/passwordreset.contoso.com', 'http/passwordreset.contoso.com'],
    ['http/passwordreset.contoso.com:80', 'http/passwordreset.contoso.com'],
    ['HTTPS/passwordreset.contoso.com:443', 'http/passwordreset.contoso.com'],
  ])('%s is refused, and mended by the fix', (name, mended) => {
    expect(hits('S05', names(RST, name))).toMatchObject([
      { severity: 'error', path: `${RST}/0`, fix: { path: `${RST}/0`, value: mended } },
    ])
  })

  test.each([
    'http/*.contoso.com',
    'http/10.0.0.7',
    'http/[fe80::1]',
    'passwordreset.contoso.com',
    'http/',
    'http/a b',
  ])('%s is refused without a fix', (name) => {
    const found = hits('S05', names(RST, name))
    expect(paths(found)).toEqual([`${RST}/0`])
    expect(found[0]).not.toHaveProperty('fix')
  })

  test.each(['http/passwordreset.contoso.com', 'HTTP/pwreset', 'http/pwreset:8080', 'FIMService/mim'])(
    '%s passes',
    (name) => {
      expect(hits('S05', names(RST, name))).toEqual([])
    },
  )
})

describe('S06, PCNS', () => {
  test('in use without an SPN is refused', () => {
    expect(hits('S06', names(SYNC))).toMatchObject([{ severity: 'error', path: SYNC }])
  })

  test('a target that the account does not get is refused', () => {
    const target = '/passwordChangeNotification/targetServicePrincipalName'
    expect(paths(hits('S06', { [target]: 'PCNSCLNT/old.contoso.com' }))).toEqual([target])
  })

  test('a short name is refused', () => {
    expect(paths(hits('S06', names(SYNC, 'PCNSCLNT/mimsync.contoso.com', 'PCNSCLNT/mimsync')))).toEqual([`${SYNC}/1`])
  })

  test('the full name passes, and nothing is needed where PCNS is not in use', () => {
    expect(hits('S06')).toEqual([])
    expect(hits('S06', { ...names(SYNC), '/passwordChangeNotification/inUse': false })).toEqual([])
  })
})

describe('S07, PCNSCLNT without PCNS', () => {
  test('is told of', () => {
    expect(hits('S07', { '/passwordChangeNotification/inUse': false })).toMatchObject([
      { severity: 'information', path: `${SYNC}/0` },
    ])
  })

  test('with PCNS it is not', () => {
    expect(hits('S07')).toEqual([])
  })
})

describe('S08, CNAME', () => {
  test('is warned of', () => {
    expect(hits('S08', { '/aliases/1/record': 'CNAME' })).toMatchObject([
      { severity: 'warning', path: '/aliases/1/record' },
    ])
  })

  test.each(['A', 'unknown'])('%s is not', (record) => {
    expect(hits('S08', { '/aliases/1/record': record })).toEqual([])
  })
})

describe('S09, who decrypts tickets', () => {
  const site = (kernelMode: string, useAppPoolCredentials: string) => ({
    '/components/2/webSite/kernelMode': kernelMode,
    '/components/2/webSite/useAppPoolCredentials': useAppPoolCredentials,
  })

  test('the computer account is warned of', () => {
    expect(hits('S09', site('yes', 'no'))).toMatchObject([
      { severity: 'warning', path: '/components/2/webSite/useAppPoolCredentials' },
    ])
  })

  test.each([
    ['no', 'no'],
    ['yes', 'yes'],
    ['unknown', 'no'],
  ])('kernel mode %s with useAppPoolCredentials %s is not', (kernelMode, credentials) => {
    expect(hits('S09', site(kernelMode, credentials))).toEqual([])
  })
})

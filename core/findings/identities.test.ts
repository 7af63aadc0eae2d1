import { describe, expect, test } from 'vitest'
import { buildPamEnvironment } from '#core/environment/build-environment.ts'
import { hits, hitsOf, paths } from './testing.ts'

describe('T09 and T10, shared accounts', () => {
  test('SVC with the account of SYNC is warned of', () => {
    const path = '/components/1/managedAccount/name'
    expect(hits('T09', { [path]: 'mimsyncgmsasvc' })).toMatchObject([{ severity: 'warning', path }])
    expect(hits('T09')).toEqual([])
  })

  test('RST with the account of REG is warned of', () => {
    const path = '/components/3/managedAccount/name'
    expect(hits('T10', { [path]: 'gmsaSSPRReg' })).toMatchObject([{ severity: 'warning', path }])
    expect(hits('T10')).toEqual([])
  })
})

describe('T11, host groups', () => {
  test('a server in two groups is warned of, with their names', () => {
    const [finding] = hits('T11', { '/components/2/hostGroup/name': 'MIMSspr_Servers' })
    expect(finding).toMatchObject({ severity: 'warning', path: '/servers/1/name' })
    expect(finding?.message).toContain('2 host groups (MIMService_Servers, MIMSspr_Servers)')
  })

  test('one group for all roles of a server passes, in any letter case', () => {
    expect(hits('T11')).toEqual([])
    expect(hits('T11', { '/components/2/hostGroup/name': 'mimservice_servers' })).toEqual([])
  })
})

describe('T15, forests of a bastion', () => {
  test('an account in the managed forest is refused', () => {
    const path = '/components/2/managedAccount/domain'
    expect(hitsOf('T15', buildPamEnvironment({ [path]: 'eu.contoso.local' }))).toMatchObject([
      { severity: 'error', path },
    ])
  })

  test('a server in the managed forest is refused, once', () => {
    const corporate = buildPamEnvironment({ '/servers/0/domain': 'contoso.local' })
    expect(paths(hitsOf('T15', corporate))).toEqual([0, 1, 2, 3].map((index) => `/components/${index}/servers/0`))
    expect(hitsOf('T16', corporate)).toEqual([])
  })

  test('everything in the bastion passes, although its name ends as that of the managed forest', () => {
    expect(hitsOf('T15', buildPamEnvironment())).toEqual([])
  })
})

describe('T16, other forests', () => {
  test('a server of an unknown forest is refused', () => {
    const found = hits('T16', { '/servers/0/domain': 'fabrikam.com' })
    expect(found).toMatchObject([{ severity: 'error', path: '/components/0/servers/0' }])
    expect(found[0]?.message).toContain('no two-way forest trust')
  })

  test('another domain of the forest, and a two-way trust, pass', () => {
    const child = {
      dnsName: 'eu.contoso.com',
      netbiosName: 'EU',
      functionalLevel: { status: 'unknown' },
      controllers: [],
    }
    expect(hits('T16', { '/servers/0/domain': 'eu.contoso.com', '/forest/domains/-': child })).toEqual([])
    const trusted = { rootDomain: 'fabrikam.com', netbiosName: 'FABRIKAM', controller: 'DC1', trust: 'two-way' }
    const pam = { trustedForests: [trusted], domainAdmins: [], restHostName: '' }
    expect(hits('T16', { '/servers/0/domain': 'fabrikam.com', '/pam': pam })).toEqual([])
  })
})

describe('T24, accounts that something else uses', () => {
  const PATH = '/components/0/oldAccountRetires'
  const account = { domain: 'contoso', name: 'SVCMIMSYNC' }
  const part = (component: string) => ({ '/unconverted/-': { component, servers: ['MIMSYNC'], account, note: '' } })

  test.each<[string, Record<string, unknown>]>([
    ['PORTAL', part('PORTAL')],
    ['a connector', part('MA')],
    ['the MIM MA', { '/mimServiceAgent/mode': 'user', '/mimServiceAgent/account': account }],
    [
      'the mailbox svcmimsync@contoso.com',
      { '/mail/delivery': { option: 'F', server: 'mail', mailbox: 'svcmimsync@contoso.com', password: 'encrypted' } },
    ],
  ])('are not disabled: %s', (use, changes) => {
    const [finding] = hits('T24', changes)
    expect(finding).toMatchObject({ severity: 'error', path: PATH, fix: { path: PATH, value: false } })
    expect(finding?.message).toContain(use)
    expect(hits('T24', { ...changes, [PATH]: false })).toEqual([])
  })

  test('an account that one role keeps is not disabled by another', () => {
    expect(paths(hits('T24', { '/components/3/oldAccountRetires': false }))).toEqual([
      '/components/2/oldAccountRetires',
    ])
  })

  test('accounts that nobody else uses, and an MA account that mode A leaves, pass', () => {
    expect(hits('T24')).toEqual([])
    expect(hits('T24', { '/mimServiceAgent/account': account })).toEqual([])
  })
})

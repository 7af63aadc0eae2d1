import { describe, expect, test } from 'vitest'
import { hits, paths } from './testing.ts'

const NAME = '/components/0/managedAccount/name'

/** Name and DNS host name of the SYNC account together, so that N11 stays content. */
const syncName = (name: string) => ({
  [NAME]: name,
  '/components/0/managedAccount/dnsHostName': `${name}.contoso.com`,
})

describe('N01, bare names', () => {
  test('a name with domain and $ is refused, and the bare name offered', () => {
    const [finding] = hits('N01', { [NAME]: 'CONTOSO\\gmsaSync$' })
    expect(finding).toMatchObject({ severity: 'error', source: 'PREP', path: NAME })
    expect(finding?.message).toContain('CONTOSO\\gmsaSync$ carries a domain or a $. Enter the bare name gmsaSync')
    expect(finding?.fix).toEqual({ label: 'Use gmsaSync', path: NAME, value: 'gmsaSync' })
  })

  test('an empty name is refused without a guess', () => {
    const [finding] = hits('N01', { [NAME]: '' })
    expect(finding?.message).toContain('The new account of SYNC has no name')
    expect(finding).not.toHaveProperty('fix')
  })

  test('a bare name that would be wrong too is not offered', () => {
    expect(hits('N01', { [NAME]: 'CONTOSO\\gmsa sync$' })[0]).not.toHaveProperty('fix')
  })

  test('bare names pass', () => {
    expect(hits('N01')).toEqual([])
  })
})

describe('N02, length of account names', () => {
  test('16 characters are refused with their number', () => {
    const [finding] = hits('N02', syncName('MIMSyncGMSAsvc16'))
    expect(finding?.path).toBe(NAME)
    expect(finding?.message).toContain('MIMSyncGMSAsvc16 has 16 characters; Active Directory allows 15')
  })

  test('15 characters pass, also with domain and $ around them', () => {
    expect(hits('N02', syncName('MIMSyncGMSAsv15'))).toEqual([])
    expect(hits('N02', { [NAME]: 'CONTOSO\\MIMSyncGMSAsv15$' })).toEqual([])
  })
})

describe('N03, characters of account names', () => {
  test.each(['gmsa sync', 'gmsa.sync', '1gmsa', 'gmsäSync', 'gmsa@x', '-gmsa', "gmsa'x"])('%s is refused', (name) => {
    expect(paths(hits('N03', { [NAME]: name }))).toEqual([NAME])
  })

  test.each(['g', 'gMSA-MIM_Sync1'])('%s passes', (name) => {
    expect(hits('N03', { [NAME]: name })).toEqual([])
  })
})

describe('N04, one account for each role', () => {
  const svcTakesName = (name: string) => ({
    '/components/1/managedAccount/name': name,
    '/components/1/managedAccount/dnsHostName': `${name}.contoso.com`,
  })

  test('two roles with the same name are refused, whatever the letter case', () => {
    const [finding] = hits('N04', svcTakesName('GMSAssprREG'))
    expect(finding?.path).toBe('/components/2/managedAccount/name')
    expect(finding?.message).toContain('gmsaSSPRReg is used for two roles, SVC and REG')
  })

  test('SYNC and SVC may not share a name with different host groups', () => {
    expect(hits('N04', svcTakesName('MIMSyncGMSAsvc'))[0]?.message).toContain('another host group')
  })

  test('REG and RST may share one account that is described alike: T10 weighs that', () => {
    const shared = {
      '/components/3/managedAccount/name': 'gmsaSSPRReg',
      '/components/3/managedAccount/dnsHostName': 'gmsaSSPRReg.contoso.com',
    }
    expect(hits('N04', shared)).toEqual([])
    expect(hits('N04', { ...shared, '/components/3/managedAccount/passwordIntervalDays': 60 })).toHaveLength(1)
  })

  test('different names pass', () => {
    expect(hits('N04')).toEqual([])
  })
})

describe('N05, names that are taken', () => {
  test.each([
    ['svcMIMService', 'the account CONTOSO\\svcMIMService'],
    ['mimportal', 'the computer MIMPORTAL'],
    ['Dc', 'the domain controller DC'],
    ['svcMIMAppPool', 'the account CONTOSO\\svcMIMAppPool'],
  ])('%s is refused because of %s', (name, holder) => {
    const [finding] = hits('N05', syncName(name))
    expect(finding?.path).toBe(NAME)
    expect(finding?.message).toContain(holder)
  })

  test('free names pass', () => {
    expect(hits('N05')).toEqual([])
  })
})

describe('N06, names in a forest of several domains', () => {
  const controller = (operatingSystem: string) => ({
    name: 'EUDC',
    fqdn: 'eudc.eu.contoso.com',
    operatingSystem,
    site: 'Europe',
    readOnly: false,
  })
  const twoDomains = (operatingSystem: string, confirmed: boolean) => ({
    '/forest/domains/0/controllers/0/operatingSystem': operatingSystem,
    '/forest/domains/-': {
      dnsName: 'eu.contoso.com',
      netbiosName: 'EU',
      functionalLevel: { status: 'unknown' },
      controllers: [controller(operatingSystem)],
    },
    '/confirmations/namesFreeInForest': confirmed,
  })

  test('nobody has confirmed: a warning at the confirmation', () => {
    const [finding] = hits('N06', twoDomains('2019', false))
    expect(finding).toMatchObject({ severity: 'warning', path: '/confirmations/namesFreeInForest' })
    expect(finding?.message).toContain('2 domains')
  })

  test('confirmed, controllers of 2025, or one domain: nothing', () => {
    expect(hits('N06', twoDomains('2019', true))).toEqual([])
    expect(hits('N06', twoDomains('2025', false))).toEqual([])
    expect(hits('N06', { '/confirmations/namesFreeInForest': false })).toEqual([])
  })
})

describe('N07, short domain names', () => {
  test('a DNS name in the place of the short one is refused, and the short one offered', () => {
    const path = '/components/0/oldAccount/domain'
    const [finding] = hits('N07', { [path]: 'contoso.com' })
    expect(finding?.message).toContain('Give the short domain (CONTOSO), not contoso.com')
    expect(finding?.fix).toEqual({ label: 'Use CONTOSO', path, value: 'CONTOSO' })
  })

  test.each(['', 'ABCDEFGHIJKLMNOP', 'CON,TOSO'])('"%s" is refused', (value) => {
    const [finding] = hits('N07', { '/forest/domains/0/netbiosName': value })
    expect(finding?.path).toBe('/forest/domains/0/netbiosName')
    expect(finding).not.toHaveProperty('fix')
  })

  test.each(['/unconverted/0/account/domain', '/syncGroups/domain'])('%s is looked at', (path) => {
    expect(paths(hits('N07', { [path]: 'contoso.com' }))).toEqual([path])
  })

  test('15 characters pass', () => {
    expect(hits('N07', { '/forest/domains/0/netbiosName': 'ABCDEFGHIJKLMNO' })).toEqual([])
  })
})

describe('N08, DNS names', () => {
  test.each([
    ['/forest/rootDomain', ''],
    ['/forest/domains/0/dnsName', 'contoso..com'],
    ['/servers/0/domain', 'contoso.com.'],
    ['/servers/0/fqdn', 'mim_sync.contoso.com'],
    ['/components/0/managedAccount/domain', '-contoso.com'],
    ['/components/0/hostGroup/domain', `${'a'.repeat(64)}.com`],
    ['/aliases/0/fqdn', 'https://mim.contoso.com'],
    ['/components/2/webSite/hostHeader', 'password registration'],
    ['/forest/domains/0/controllers/0/fqdn', Array(64).fill('abc').join('.')],
  ])('%s may not be "%s"', (path, value) => {
    const found = hits('N08', { [path]: value })
    expect(paths(found)).toEqual([path])
    expect(found[0]?.message).toContain('is not a valid DNS name')
  })

  test('labels of 63 characters, and a server of a workgroup, pass', () => {
    expect(hits('N08', { '/aliases/0/fqdn': `${'a'.repeat(63)}.contoso.com` })).toEqual([])
    expect(hits('N08', { '/servers/0/domain': '' })).toEqual([])
  })
})

describe('N09, computer names', () => {
  test.each([
    ['MIMSYNC-00000016', '16 characters'],
    ['MIM_SYNC', 'not a valid computer name'],
    ['12345', 'not digits alone'],
    ['', '(empty)'],
    ['Client', 'not "directory" or "client"'],
  ])('%s is refused', (name, words) => {
    const [finding] = hits('N09', { '/servers/0/name': name })
    expect(finding?.path).toBe('/servers/0/name')
    expect(finding?.message).toContain(words)
  })

  test('an FQDN is refused, and its short name offered', () => {
    const path = '/forest/domains/0/controllers/0/name'
    expect(hits('N09', { [path]: 'dc.contoso.com' })[0]?.fix).toEqual({ label: 'Use dc', path, value: 'dc' })
  })

  test('15 characters pass', () => {
    expect(hits('N09', { '/servers/0/name': 'MIMSYNC-0000015' })).toEqual([])
  })
})

describe('N10, FQDN and short name', () => {
  test('an FQDN of another computer or another domain is told', () => {
    expect(paths(hits('N10', { '/servers/0/fqdn': 'mimsync2.contoso.com' }))).toEqual(['/servers/0/fqdn'])
    expect(hits('N10', { '/servers/0/fqdn': 'mimsync.fabrikam.com' })[0]?.message).toContain('MIMSYNC.contoso.com')
    expect(hits('N10', { '/forest/domains/0/controllers/0/fqdn': 'pdc.contoso.com' })).toHaveLength(1)
  })

  test('letter case does not matter', () => {
    expect(hits('N10', { '/servers/0/fqdn': 'MimSync.CONTOSO.com' })).toEqual([])
  })
})

describe('N11, DNS host name of the account', () => {
  const path = '/components/0/managedAccount/dnsHostName'

  test.each(['MIMSyncGMSAsvc', 'MIMSyncGMSAsvc.fabrikam.com', ''])(
    '"%s" is refused, the right one offered',
    (value) => {
      const [finding] = hits('N11', { [path]: value })
      expect(finding?.message).toContain('-DNSHostName must be MIMSyncGMSAsvc.contoso.com')
      expect(finding?.fix?.value).toBe('MIMSyncGMSAsvc.contoso.com')
    },
  )

  test('without a usable account name nothing is offered', () => {
    expect(hits('N11', { [NAME]: 'gmsa sync' })[0]).not.toHaveProperty('fix')
  })

  test('name, dot and domain pass in any letter case', () => {
    expect(hits('N11', { [path]: 'mimsyncgmsasvc.CONTOSO.com' })).toEqual([])
  })
})

describe('N12, group names', () => {
  test.each(['', 'a'.repeat(65), 'MIM/Sync', 'MIM|Sync', 'MIM\\Sync'])('"%s" is refused', (value) => {
    expect(paths(hits('N12', { '/components/0/hostGroup/name': value }))).toEqual(['/components/0/hostGroup/name'])
  })

  test('the five Sync groups are looked at, but T21 asks for a missing one', () => {
    expect(paths(hits('N12', { '/syncGroups/browse': 'CONTOSO\\MIMSyncBrowse' }))).toEqual(['/syncGroups/browse'])
    expect(hits('N12', { '/syncGroups/browse': '' })).toEqual([])
  })

  test('64 characters with blanks and ampersands pass', () => {
    expect(hits('N12', { '/components/0/hostGroup/name': `MIM & Sync ${'x'.repeat(53)}` })).toEqual([])
  })
})

describe('N14, containers', () => {
  const path = '/components/0/managedAccount/container'

  test.each([
    'OU=MIM,DC=fabrikam,DC=com',
    'OU=MIM,DC=com',
    'DC=contoso,DC=com',
    'OU=MIM,DC=sub,DC=contoso,DC=com',
    'contoso.com/MIM',
    'OU=,DC=contoso,DC=com',
    'OU=a;DC=contoso,DC=com',
    '',
  ])('"%s" is refused', (value) => {
    const found = hits('N14', { [path]: value })
    expect(paths(found)).toEqual([path])
    expect(found[0]?.message).toContain('OU=MIM,DC=contoso,DC=com')
  })

  test('the container of the host group is looked at', () => {
    expect(hits('N14', { '/components/1/hostGroup/container': 'OU=MIM,DC=fabrikam,DC=com' })).toHaveLength(1)
  })

  test.each(['OU=MIM,DC=contoso,DC=com', 'ou=A\\, B , ou=C\\=D,dc=Contoso,dc=COM', null])('"%s" passes', (value) => {
    expect(hits('N14', { [path]: value })).toEqual([])
  })
})

describe('N15, single-label names', () => {
  test.each(['/forest/rootDomain', '/aliases/0/fqdn', '/components/2/webSite/hostHeader'])(
    '%s is warned of',
    (path) => {
      const [finding] = hits('N15', { [path]: 'mim' })
      expect(finding).toMatchObject({ severity: 'warning', path })
    },
  )

  test('names with a domain pass, an empty one is left to N08', () => {
    expect(hits('N15')).toEqual([])
    expect(hits('N15', { '/aliases/0/fqdn': '' })).toEqual([])
  })
})

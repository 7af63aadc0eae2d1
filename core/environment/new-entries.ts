import { primaryDomain } from './describe.ts'
import type { Component, Domain, Environment, Server, SqlInstance } from './environment.ts'
import type { ComponentKey } from './vocabulary.ts'

type Installation = Server['installations'][number]
type Controller = Domain['controllers'][number]
type WebSite = NonNullable<Component['webSite']>
type Alias = Environment['aliases'][number]
type Unconverted = Environment['unconverted'][number]
type Pam = NonNullable<Environment['pam']>

/** New entries say what is known from the draft, and nothing else: unknown stays unknown. */
export const newServer = (environment: Environment): Server => ({
  name: '',
  fqdn: '',
  domain: primaryDomain(environment)?.dnsName ?? '',
  operatingSystem: '2022',
  language: 'en-US',
  installationType: 'desktop',
  site: '',
  isDomainController: false,
  isFailoverClusterName: false,
  tls12Only: 'unknown',
  dotNetRelease: { status: 'unknown' },
  visualCpp2013: 'unknown',
  installations: [],
})

export const newInstallation = (environment: Environment, component: Installation['component']): Installation => ({
  component,
  build: environment.software.targetBuild,
  node: 'active',
})

export const newDomain = (): Domain => ({
  dnsName: '',
  netbiosName: '',
  functionalLevel: { status: 'unknown' },
  controllers: [],
})

export const newController = (): Controller => ({
  name: '',
  fqdn: '',
  operatingSystem: '2022',
  site: '',
  readOnly: false,
})

const WEB_PARTS: readonly ComponentKey[] = ['REG', 'RST', 'PAMREST']

export function newComponent(environment: Environment, component: ComponentKey): Component {
  const domain = primaryDomain(environment)
  const hosts = environment.servers.filter(({ installations }) =>
    installations.some((installation) => installation.component === component),
  )
  return {
    component,
    servers: hosts.map(({ name }) => name),
    oldAccount: { domain: domain?.netbiosName ?? '', name: '' },
    oldAccountRetires: true,
    managedAccount: {
      kind: 'group',
      name: '',
      domain: domain?.dnsName ?? '',
      dnsHostName: '',
      container: null,
      passwordIntervalDays: 30,
      encryptionTypes: ['AES128', 'AES256'],
      existing: { status: 'unknown' },
    },
    hostGroup: { name: '', domain: domain?.dnsName ?? '', scope: 'global', container: null },
    servicePrincipalNames: [],
    servicePrincipalNamesToday: { status: 'unknown' },
    delegation: { mode: 'none', targets: [] },
    webSite: WEB_PARTS.includes(component) ? newWebSite() : null,
  }
}

export const newWebSite = (): WebSite => ({
  siteName: null,
  applicationPool: null,
  hostHeader: '',
  port: 443,
  kernelMode: 'unknown',
  useAppPoolCredentials: 'unknown',
})

export const newUnconverted = (component: Unconverted['component']): Unconverted => ({
  component,
  servers: [],
  account: null,
  note: '',
})

export const newAlias = (usedBy: Alias['usedBy']): Alias => ({
  fqdn: '',
  record: 'unknown',
  usedBy,
  loadBalanced: false,
})

export const newSqlInstance = (): SqlInstance => ({
  address: '',
  version: '2019',
  replicas: [],
  availabilityGroup: null,
  databases: [],
  installerMayCreateLogins: 'unknown',
  backupFolder: '',
})

export const newAvailabilityGroup = (): NonNullable<SqlInstance['availabilityGroup']> => ({
  listener: '',
  port: 1433,
  registerAllProvidersIp: 'unknown',
  knownReplicas: 2,
})

export const DEFAULT_DATABASES = { SYNC: 'FIMSynchronizationService', SVC: 'FIMService' } as const

export const newPam = (): Pam => ({ trustedForests: [], domainAdmins: [], restHostName: '' })

export const newTrustedForest = (): Pam['trustedForests'][number] => ({
  rootDomain: '',
  netbiosName: '',
  controller: '',
  trust: 'one-way',
})

export type MailDelivery = Environment['mail']['delivery']
export const MAIL_OPTIONS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'] as const
export type MailOption = (typeof MAIL_OPTIONS)[number]

/**
 * Another mail option, with what both have and nothing that only the old one had: a value that is no longer shown must not travel
 * into a plan.
 */
export function changeMailOption(before: MailDelivery, option: MailOption): MailDelivery {
  const server = 'server' in before ? before.server : ''
  const mailbox = 'mailbox' in before ? before.mailbox : ''
  const password = 'password' in before ? before.password : 'not-planned'
  switch (option) {
    case 'A':
    case 'B':
    case 'C':
    case 'D':
    case 'E':
      return { option, server }
    case 'F':
      return { option, server, mailbox, password }
    case 'G':
      return { option, mailbox, password }
    case 'H':
      return { option, mailbox, applicationId: '', tenantId: '', clientSecretExpires: null }
    case 'I':
      return { option }
  }
}

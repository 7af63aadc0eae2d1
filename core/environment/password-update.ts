import { blankEnvironment } from './blank.ts'
import type { Environment } from './environment.ts'

const NO_WINDOWS = { directory: null, software: null, conversion: null, checks: null, decommission: null }

/** An installation that a signed request converted, of which only the secret of the mailbox changes now. Times are asked anew. */
export const updateOfConverted = (environment: Environment, requestId: string): Environment => ({
  ...environment,
  schedule: { ...environment.schedule, windows: NO_WINDOWS, databaseBackupAt: null },
  passwordUpdate: { converted: { by: 'request', requestId }, nextChange: null },
})

/** The small form, empty: an installation that was converted elsewhere. Nobody has confirmed that yet. */
export function blankUpdate(): Environment {
  const blank = blankEnvironment('')
  return {
    ...blank,
    mail: { ...blank.mail, delivery: { option: 'F', server: '', mailbox: '', password: 'typed-on-server' } },
    passwordUpdate: { converted: { by: 'statement', confirmed: false }, nextChange: null },
  }
}

/** What the small form asks about the MIM Service. */
export interface ServiceFields {
  readonly domain: string
  readonly netbios: string
  /** Bare name of the managed account. */
  readonly account: string
  /** Full names of the servers. */
  readonly hosts: readonly string[]
}

export function readServiceFields({ components, forest, servers }: Environment): ServiceFields {
  const service = components.find(({ component }) => component === 'SVC')
  const [domain] = forest.domains
  return {
    domain: domain?.dnsName ?? '',
    netbios: domain?.netbiosName ?? '',
    account: service?.managedAccount.name ?? '',
    hosts: servers.map(({ fqdn }) => fqdn),
  }
}

/** The smallest document that says the same: one domain, its servers, the MIM Service on each of them. */
export function withServiceFields(environment: Environment, fields: ServiceFields): Environment {
  const { domain, hosts, netbios } = fields
  const servers = hosts.map((fqdn) => serverOf(fqdn, domain))
  const [first] = environment.forest.domains
  const controllers = first?.controllers ?? []
  return {
    ...environment,
    forest: {
      ...environment.forest,
      rootDomain: domain,
      domains: [{ dnsName: domain, netbiosName: netbios, functionalLevel: { status: 'unknown' }, controllers }],
    },
    servers,
    components: [serviceOf(fields, servers)],
  }
}

type Server = Environment['servers'][number]

function serverOf(fqdn: string, domain: string): Server {
  return {
    name: (fqdn.split('.')[0] ?? '').toUpperCase(),
    fqdn,
    domain,
    operatingSystem: '2019',
    language: '',
    installationType: 'desktop',
    site: '',
    isDomainController: false,
    isFailoverClusterName: false,
    tls12Only: 'unknown',
    dotNetRelease: { status: 'unknown' },
    visualCpp2013: 'unknown',
    installations: [{ component: 'SVC', build: '', node: 'active' }],
  }
}

function serviceOf(
  { account, domain, netbios }: ServiceFields,
  servers: readonly Server[],
): Environment['components'][number] {
  return {
    component: 'SVC',
    servers: servers.map(({ name }) => name),
    // Nobody asks for it: the service has left it already.
    oldAccount: { domain: netbios, name: '' },
    oldAccountRetires: false,
    managedAccount: {
      kind: 'group',
      name: account,
      domain,
      dnsHostName: '',
      container: null,
      passwordIntervalDays: 30,
      encryptionTypes: [],
      existing: { status: 'unknown' },
    },
    hostGroup: { name: '', domain, scope: 'global', container: null },
    servicePrincipalNames: [],
    servicePrincipalNamesToday: { status: 'unknown' },
    delegation: { mode: 'none', targets: [] },
    webSite: null,
  }
}

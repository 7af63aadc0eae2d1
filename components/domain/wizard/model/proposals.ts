import { sameName, serversOf, shortName } from '#core/environment/describe.ts'
import type { Component, Environment } from '#core/environment/environment.ts'

/** `MIMSyncGMSAsvc.contoso.com`; null while name or domain is missing. */
export function proposedDnsHostName({ managedAccount }: Component): string | null {
  const { name, domain } = managedAccount
  return name === '' || domain === '' ? null : `${name}.${domain}`
}

/** Names of the MIM Service that clients use: its aliases, else its servers, each as FQDN and short. */
function serviceNames(environment: Environment): string[] {
  const aliases = environment.aliases.filter(({ usedBy, fqdn }) => usedBy === 'SVC' && fqdn !== '')
  const services = environment.components.filter(({ component }) => component === 'SVC')
  const hosts = services.flatMap((component) => serversOf(environment, component)).map(({ fqdn }) => fqdn)
  const names = aliases.length > 0 ? aliases.map(({ fqdn }) => fqdn) : hosts.filter((fqdn) => fqdn !== '')
  return unique(names.flatMap((fqdn) => [`FIMService/${fqdn}`, `FIMService/${shortName(fqdn)}`]))
}

/** The names that a component's clients will ask for, made from aliases, host headers and servers (SVC, KERBWIKI, PCNSDOC). */
export function proposedServicePrincipalNames(environment: Environment, component: Component): string[] {
  switch (component.component) {
    case 'SVC':
      return serviceNames(environment)
    case 'SYNC':
      return environment.passwordChangeNotification.inUse
        ? unique(serversOf(environment, component).flatMap(({ fqdn }) => (fqdn === '' ? [] : [`PCNSCLNT/${fqdn}`])))
        : []
    case 'REG':
    case 'RST':
    case 'PAMREST': {
      const aliases = environment.aliases.filter(({ usedBy }) => usedBy === component.component).map(({ fqdn }) => fqdn)
      const rest = component.component === 'PAMREST' ? [environment.pam?.restHostName ?? ''] : []
      return unique([component.webSite?.hostHeader ?? '', ...aliases, ...rest].filter((host) => host !== '').map(http))
    }
    case 'PAMMON':
    case 'PAMCOMP':
      return []
  }
}

/** To whom a component must be able to delegate: portals and the service itself call the MIM Service as the user. */
export function proposedDelegationTargets(environment: Environment, component: Component): string[] {
  switch (component.component) {
    case 'SVC':
    case 'REG':
    case 'RST':
    case 'PAMREST': {
      const [service] = environment.components.filter((other) => other.component === 'SVC')
      const planned = service?.servicePrincipalNames.filter((name) => /^FIMService\//i.test(name)) ?? []
      return planned.length > 0 ? [...planned] : serviceNames(environment)
    }
    case 'SYNC':
    case 'PAMMON':
    case 'PAMCOMP':
      return []
  }
}

const TIERS = {
  SYNC: 'MIMSync_Servers',
  SVC: 'MIMService_Servers',
  REG: 'MIMSspr_Servers',
  RST: 'MIMSspr_Servers',
  PAMREST: 'PAM_Servers',
  PAMMON: 'PAM_Servers',
  PAMCOMP: 'PAM_Servers',
} as const

/**
 * One group a tier: a component on the same servers as another one shares its group, so that no server is in two groups; otherwise
 * the group's name of its tier.
 */
export function proposedHostGroup(environment: Environment, component: Component): string {
  const same = environment.components.find(
    (other) => other !== component && other.hostGroup.name !== '' && sameServers(other.servers, component.servers),
  )
  return same?.hostGroup.name ?? TIERS[component.component]
}

function sameServers(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && a.length === b.length && a.every((name) => b.some((other) => sameName(name, other)))
}

/** What a proposal adds to a list: nothing is replaced. */
export function missingFrom(present: readonly string[], proposed: readonly string[]): string[] {
  return proposed.filter((name) => !present.some((other) => sameName(name, other)))
}

const http = (host: string): string => `http/${host}`

function unique(names: readonly string[]): string[] {
  return names.filter((name, index) => names.findIndex((other) => sameName(name, other)) === index)
}

import type { Component, Domain, Environment, Server } from './environment.ts'
import type { ComponentKey, UnconvertedKey } from './vocabulary.ts'

/** One part of MIM, the server that carries it, and where both stand in the document. */
export interface PlacedInstallation {
  readonly server: Server
  readonly serverIndex: number
  readonly installation: Server['installations'][number]
  readonly installationIndex: number
}

type Account = Component['oldAccount']

/** Names of computers, accounts and domains are the same whatever their letter case. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** The name without everything from its first dot: `mimsync` of `mimsync.contoso.com`. */
export function shortName(dnsName: string): string {
  const dot = dnsName.indexOf('.')
  return dot < 0 ? dnsName : dnsName.slice(0, dot)
}

/** Name of a server as a target of the plan: its short name in capitals; with several domains the domain follows (`MIMSYNC.EU`). */
export function targetName(environment: Environment, server: Server): string {
  const netbios = environment.forest.domains.length > 1 ? netbiosOf(environment, server.domain) : ''
  return (netbios === '' ? server.name : `${server.name}.${netbios}`).toUpperCase()
}

/** The first domain of the forest; undefined in a draft that has none. */
export const primaryDomain = (environment: Environment): Domain | undefined => environment.forest.domains[0]

/** The short form of a domain, e.g. `CONTOSO` of `contoso.com`; empty when the forest does not know the domain. */
export function netbiosOf(environment: Environment, dnsName: string): string {
  return environment.forest.domains.find((domain) => sameName(domain.dnsName, dnsName))?.netbiosName ?? ''
}

/** Every server that a component names and the document describes, in the component's order, each once. */
export function serversOf(environment: Environment, component: Component): Server[] {
  const byName = new Map(environment.servers.map((server) => [server.name.toLowerCase(), server]))
  const wanted = new Set(component.servers.map((name) => name.toLowerCase()))
  return [...wanted].flatMap((name) => byName.get(name) ?? [])
}

/** Where a part of MIM is installed, by the servers' own word, in the order of the document. */
export function installationsOf(environment: Environment, key: ComponentKey | UnconvertedKey): PlacedInstallation[] {
  return environment.servers.flatMap((server, serverIndex) =>
    server.installations.flatMap((installation, installationIndex) =>
      installation.component === key ? [{ server, serverIndex, installation, installationIndex }] : [],
    ),
  )
}

/** The components of one kind; an installation of MIM has one of each, a draft may have none or several. */
export function componentsOf(environment: Environment, ...keys: readonly ComponentKey[]): Component[] {
  return environment.components.filter((component) => keys.includes(component.component))
}

/** `CONTOSO\svcMIMSync`. */
export const accountText = (account: Account): string => `${account.domain}\\${account.name}`

/** As services and installers write it: `CONTOSO\MIMSyncGMSAsvc$`. */
export function gmsaAccountText(environment: Environment, component: Component): string {
  const { domain, name } = component.managedAccount
  return `${netbiosOf(environment, domain)}\\${name}$`
}

/** The name under which clients reach the MIM Service: its alias, else the FQDN of its first server; empty in a draft with neither. */
export function serviceAddress(environment: Environment): string {
  const alias = environment.aliases.find((candidate) => candidate.usedBy === 'SVC')
  if (alias) return alias.fqdn
  const [service] = componentsOf(environment, 'SVC')
  return (service && serversOf(environment, service)[0]?.fqdn) ?? ''
}

/** The lab's way to a root key without ten hours: asked for, in a lab, with one domain controller (rule F06). */
export const usesLabShortcut = ({ forest, purpose }: Environment): boolean =>
  forest.labShortcut && purpose === 'lab' && forest.domains.flatMap(({ controllers }) => controllers).length === 1

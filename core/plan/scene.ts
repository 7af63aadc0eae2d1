import { otherUse } from '#core/environment/account-use.ts'
import { accountText, netbiosOf, primaryDomain, sameName, targetName } from '#core/environment/describe.ts'
import type { Component, Environment, Server, SqlInstance } from '#core/environment/environment.ts'
import type { ComponentKey } from '#core/environment/vocabulary.ts'

/** A MIM server and the identities that it runs. */
export interface Host {
  readonly target: string
  readonly server: Server
  readonly components: readonly Component[]
  /** Its Synchronization Service is a standby, which rests until somebody activates it. */
  readonly standby: boolean
}

/** One group managed service account; REG and RST may share one. */
export interface ManagedAccount {
  /** Bare name: `MIMSyncGMSAsvc`. */
  readonly name: string
  /** As installers and services write it: `CONTOSO\MIMSyncGMSAsvc$`. */
  readonly full: string
  readonly netbios: string
  readonly components: readonly Component[]
  readonly details: Component['managedAccount']
  readonly group: string
  /** A writable domain controller of its domain. */
  readonly controller: string
  /** False where the runner, which talks to one domain, cannot reach it: its steps are carried out by hand. */
  readonly reachable: boolean
}

export interface OldAccount {
  readonly name: string
  readonly full: string
  readonly domain: string
  readonly components: readonly Component[]
  /** False when something that stays still uses it: it must never be disabled. */
  readonly retires: boolean
  /** A writable domain controller of its domain. */
  readonly controller: string
  /** False where the runner, which talks to one domain, cannot reach it. */
  readonly reachable: boolean
}

export interface HostGroup {
  readonly details: Component['hostGroup']
  /** Short names of computers. */
  readonly members: readonly string[]
  /** The same with a domain controller of each computer's domain. */
  readonly computers: readonly { readonly name: string; readonly controller: string }[]
  readonly controller: string
  /** False where the group, or one of its members, is in another domain than the runner's. */
  readonly reachable: boolean
}

/** One machine that holds an SQL instance. */
export interface SqlReplica {
  readonly target: string
  /** Name to connect to this machine alone, not to the listener of its group. */
  readonly address: string
  /** Undefined where the document does not describe the machine. */
  readonly server: Server | undefined
}

/** One SQL instance, or one availability group behind its listener. */
export interface SqlHost {
  /** The machine where its steps are carried out: the first replica. */
  readonly target: string
  readonly instance: SqlInstance
  readonly replicas: readonly SqlReplica[]
}

/** The environment as the steps look at it: who runs where as whom. */
export interface Scene {
  readonly environment: Environment
  readonly domain: { readonly dns: string; readonly netbios: string }
  /** The writable domain controller that automated steps talk to. */
  readonly controller: string
  readonly backup: string
  readonly program: string
  /** The key set that Sync is handed after its change: of B-02, or of C-04 where phase C updates first. */
  readonly keyFile: string
  readonly hosts: readonly Host[]
  readonly accounts: readonly ManagedAccount[]
  readonly oldAccounts: readonly OldAccount[]
  readonly groups: readonly HostGroup[]
  readonly sqlHosts: readonly SqlHost[]
}

/** Values by a key, in the order of their first appearance; letter case does not matter. */
function groupBy<T>(values: readonly T[], key: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const name = key(value).toLowerCase()
    const group = groups.get(name)
    if (group) group.push(value)
    else groups.set(name, [value])
  }
  return [...groups.values()]
}

/** A machine that is named by its short name. */
function targetOf(environment: Environment, shortName: string): string {
  const server = environment.servers.find((candidate) => sameName(candidate.name, shortName))
  return server ? targetName(environment, server) : shortName.toUpperCase()
}

export const runs = (host: Host, ...keys: readonly ComponentKey[]): boolean =>
  host.components.some((component) => keys.includes(component.component))

export const componentOf = (host: Host, key: ComponentKey): Component | undefined =>
  host.components.find((component) => component.component === key)

export function accountOf(scene: Scene, component: Component): ManagedAccount {
  const found = scene.accounts.find((account) => account.components.includes(component))
  if (!found) throw new RangeError('a component of another scene')
  return found
}

export const oldName = (component: Component): string => accountText(component.oldAccount)

/** Asked for again with each host, so kept per scene: a plan for many servers costs no more per server. */
const hostsByKeys = new WeakMap<Scene, Map<string, readonly Host[]>>()

/** The hosts that run one of these, in the order of the document. */
export function hostsOf(scene: Scene, ...keys: readonly ComponentKey[]): readonly Host[] {
  const known = hostsByKeys.get(scene) ?? new Map<string, readonly Host[]>()
  hostsByKeys.set(scene, known)
  const name = keys.join(' ')
  const found = known.get(name) ?? scene.hosts.filter((host) => runs(host, ...keys))
  known.set(name, found)
  return found
}

/** The active Synchronization Service: the one that runs. */
export const syncHosts = (scene: Scene): Host[] => hostsOf(scene, 'SYNC').filter((host) => !host.standby)

/** Standbys of the Synchronization Service (F-05). */
export const standbyHosts = (scene: Scene): Host[] => hostsOf(scene, 'SYNC').filter((host) => host.standby)

/** True when several servers answer under one name: a node is taken out of the load balancer before it changes. */
export function isPooled(scene: Scene, ...keys: readonly ComponentKey[]): boolean {
  const balanced = scene.environment.aliases.some(
    (alias) => alias.loadBalanced && keys.some((key) => key === alias.usedBy),
  )
  return balanced || hostsOf(scene, ...keys).length > 1
}

/** Phase C brings another build first. */
export const isUpdated = ({ environment }: Scene): boolean => environment.software.route !== 'current'

/** The step whose key file Sync is handed after its change. */
export const keyStepOf = (scene: Scene): 'B-02' | 'C-04' => (isUpdated(scene) ? 'C-04' : 'B-02')

/** The accounts whose password this host must be able to fetch. */
export const accountsOn = (scene: Scene, host: Host): ManagedAccount[] =>
  scene.accounts.filter((account) => account.components.some((component) => host.components.includes(component)))

function describeHosts(environment: Environment): Host[] {
  const carried = new Map<string, Set<Component>>()
  for (const component of environment.components) {
    for (const name of component.servers) {
      const key = name.toLowerCase()
      carried.set(key, (carried.get(key) ?? new Set()).add(component))
    }
  }
  return groupBy(environment.servers, (server) => server.name).flatMap(([server]) => {
    const components = server && carried.get(server.name.toLowerCase())
    if (!components) return []
    const standby = server.installations.some(({ component, node }) => component === 'SYNC' && node === 'standby')
    return [{ target: targetName(environment, server), server, components: [...components], standby }]
  })
}

/** A writable domain controller of a domain; of the first domain where the document does not know it. */
export function controllerOf(environment: Environment, dnsName: string): string {
  const domain =
    environment.forest.domains.find((candidate) => sameName(candidate.dnsName, dnsName)) ?? primaryDomain(environment)
  return domain?.controllers.find((candidate) => !candidate.readOnly)?.fqdn ?? ''
}

const isPrimary = (environment: Environment, dnsName: string): boolean =>
  sameName(primaryDomain(environment)?.dnsName ?? '', dnsName) || dnsName === ''

function describeAccounts(environment: Environment): ManagedAccount[] {
  return groupBy(environment.components, (component) => component.managedAccount.name).flatMap((components) => {
    const [first] = components
    if (!first) return []
    const netbios = netbiosOf(environment, first.managedAccount.domain)
    const { name } = first.managedAccount
    return [
      {
        name,
        full: `${netbios}\\${name}$`,
        netbios,
        components,
        details: first.managedAccount,
        group: first.hostGroup.name,
        controller: controllerOf(environment, first.managedAccount.domain),
        reachable: isPrimary(environment, first.managedAccount.domain),
      },
    ]
  })
}

function describeOldAccounts(environment: Environment): OldAccount[] {
  return groupBy(environment.components, (component) => component.oldAccount.name).flatMap((components) => {
    const [first] = components
    if (!first) return []
    const { domain, name } = first.oldAccount
    const retires = components.every(
      (part) => part.oldAccountRetires && otherUse(environment, part.oldAccount) === undefined,
    )
    const home =
      environment.forest.domains.find(({ netbiosName }) => sameName(netbiosName, domain)) ?? primaryDomain(environment)
    const controller = controllerOf(environment, home?.dnsName ?? '')
    return [
      {
        name,
        domain,
        full: oldName(first),
        components,
        retires,
        controller,
        reachable: home === primaryDomain(environment),
      },
    ]
  })
}

function describeGroups(environment: Environment): HostGroup[] {
  return groupBy(environment.components, (component) => component.hostGroup.name).flatMap((components) => {
    const [first] = components
    if (!first) return []
    const names = groupBy(
      components.flatMap((component) => component.servers),
      (name) => name,
    ).flatMap(([name]) => name ?? [])
    const computers = names.map((name) => {
      const domain = environment.servers.find((server) => sameName(server.name, name))?.domain ?? ''
      return { name: name.toUpperCase(), domain, controller: controllerOf(environment, domain) }
    })
    const { domain } = first.hostGroup
    return [
      {
        details: first.hostGroup,
        members: computers.map(({ name }) => name),
        computers,
        controller: controllerOf(environment, domain),
        reachable: [domain, ...computers.map((computer) => computer.domain)].every((name) =>
          isPrimary(environment, name),
        ),
      },
    ]
  })
}

/** Looks the environment up once. Total: a draft with gaps gives a scene with gaps. */
export function describeScene(environment: Environment): Scene {
  const domain = primaryDomain(environment)
  const controller = domain?.controllers.find((candidate) => !candidate.readOnly)
  const backup = environment.paths.backupFolder.replace(/\\+$/, '')
  return {
    environment,
    domain: { dns: domain?.dnsName ?? '', netbios: domain?.netbiosName ?? '' },
    controller: controller?.fqdn ?? '',
    backup,
    keyFile:
      environment.software.route === 'current' ? environment.paths.keyExportFile : `${backup}\\miiskeys-post.bin`,
    program: environment.paths.installationFolder.replace(/\\+$/, ''),
    hosts: describeHosts(environment),
    accounts: describeAccounts(environment),
    oldAccounts: describeOldAccounts(environment),
    groups: describeGroups(environment),
    sqlHosts: describeSql(environment),
  }
}

function describeSql(environment: Environment): SqlHost[] {
  return groupBy(environment.sql, (instance) => instance.address).flatMap(([instance]) => {
    if (!instance) return []
    const names = groupBy(instance.replicas, (name) => name).flatMap(([name]) => name ?? [])
    const path = instance.address.indexOf('\\')
    const suffix = path < 0 ? '' : instance.address.slice(path)
    const replicas = names.map((name) => ({
      target: targetOf(environment, name),
      address: instance.availabilityGroup === null ? instance.address : `${name}${suffix}`,
      server: environment.servers.find((server) => sameName(server.name, name)),
    }))
    return replicas.slice(0, 1).map(({ target }) => ({ target, instance, replicas }))
  })
}

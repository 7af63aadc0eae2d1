import { accountText } from '#core/environment/describe.ts'
import type { Component, Environment } from '#core/environment/environment.ts'

export interface OldAccount {
  readonly id: string
  readonly label: string
  /** False when something that stays still uses it: it keeps its work. */
  readonly retires: boolean
}

export interface Machine {
  readonly name: string
  readonly roles: string
}

/** Machines that run the same set of services. */
export interface MachineGroup {
  readonly id: string
  readonly machines: readonly Machine[]
}

export interface NewIdentity {
  readonly id: string
  readonly kind: 'managed' | 'logins'
  readonly label: string
  /** SPNs of a managed account, or the logins of a SQL server. */
  readonly lines: readonly string[]
}

export interface Connection {
  readonly from: string
  readonly to: string
  /** Host group whose members may fetch the password; empty where there is none. */
  readonly via: string
}

/** Who runs what: accounts of today, machines, accounts of tomorrow, and what belongs together. */
export interface PictureModel {
  readonly olds: readonly OldAccount[]
  readonly groups: readonly MachineGroup[]
  readonly news: readonly NewIdentity[]
  readonly today: readonly Connection[]
  readonly after: readonly Connection[]
}

export const UNNAMED = 'not named yet'

/** Looks the environment over. Total: a draft with gaps gives a picture with gaps; accounts without a name are never taken for one. */
export function pictureModel(environment: Environment): PictureModel {
  const olds = new Map<string, OldAccount>()
  const news = new Map<string, NewIdentity & { lines: string[] }>()
  const groups = new Map<string, Component[]>()
  const today = new Map<string, Connection>()
  const after = new Map<string, Connection>()

  for (const [index, component] of environment.components.entries()) {
    const { oldAccount, managedAccount, hostGroup } = component
    const old = keyOf('old', oldAccount.name && accountText(oldAccount), index)
    const managed = keyOf('new', managedAccount.name && `${managedAccount.domain}/${managedAccount.name}`, index)
    const group = keyOf('at', [...component.servers].sort().join('|'), index)
    groups.set(group, [...(groups.get(group) ?? []), component])
    if (!olds.has(old)) {
      const label = oldAccount.name ? accountText(oldAccount) : UNNAMED
      olds.set(old, { id: old, label, retires: !staysInUse(environment, component) })
    }
    const label = managedAccount.name ? `${managedAccount.name}$` : UNNAMED
    const identity = news.get(managed) ?? { id: managed, kind: 'managed', label, lines: [] }
    for (const name of component.servicePrincipalNames) {
      if (name !== '' && !identity.lines.includes(name)) identity.lines.push(name)
    }
    news.set(managed, identity)
    today.set(`${old} ${group}`, { from: old, to: group, via: '' })
    after.set(`${group} ${managed}`, { from: group, to: managed, via: hostGroup.name })
  }

  const databases = sqlBands(environment)
  return {
    olds: [...olds.values()],
    groups: [
      ...[...groups].map(([id, components]) => ({ id, machines: machinesOf(environment, components) })),
      ...databases.map(({ group }) => group),
    ],
    news: [...news.values(), ...databases.map(({ logins }) => logins)],
    today: [...today.values()],
    after: [...after.values(), ...databases.map(({ group, logins }) => ({ from: group.id, to: logins.id, via: '' }))],
  }
}

/** Names are the same whatever their letter case; a thing without a name is only itself. */
const keyOf = (kind: string, name: string, index: number): string =>
  name === '' ? `${kind}#${index}` : `${kind}:${name.toLowerCase()}`

function staysInUse({ unconverted, mimServiceAgent }: Environment, { oldAccount }: Component): boolean {
  const kept = [...unconverted.map((part) => part.account), mimServiceAgent.account]
  const name = accountText(oldAccount).toLowerCase()
  return kept.some((account) => account !== null && accountText(account).toLowerCase() === name)
}

function machinesOf(environment: Environment, components: readonly Component[]): Machine[] {
  const names = [...new Set(components.flatMap((component) => component.servers))].filter((name) => name !== '')
  return names.map((name) => {
    const server = environment.servers.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
    const roles = components.map(({ component, servers }) => {
      const node = server?.installations.find((installation) => installation.component === component)?.node
      return component === 'SYNC' && servers.length > 1 && node ? `${component} ${node}` : component
    })
    return { name, roles: [...new Set(roles)].join(', ') }
  })
}

interface SqlBand {
  readonly group: MachineGroup
  readonly logins: NewIdentity
}

function sqlBands(environment: Environment): SqlBand[] {
  return environment.sql.flatMap((instance, index) => {
    const lines = instance.databases.flatMap(({ component, name }) => {
      const account = environment.components.find((one) => one.component === component)?.managedAccount.name
      return account ? [`${account}$: ${name}`] : []
    })
    if (instance.replicas.length === 0 || lines.length === 0) return []
    const listener = instance.availabilityGroup?.listener.split('.')[0]
    const roles = listener ? `AG ${listener}` : 'SQL Server'
    const machines = instance.replicas.map((name) => ({ name, roles }))
    const where = whereWords(instance.replicas)
    return [
      {
        group: { id: `sql#${index}`, machines },
        logins: { id: `logins#${index}`, kind: 'logins', label: `Logins on ${where}`, lines },
      },
    ]
  })
}

function whereWords(replicas: readonly string[]): string {
  if (replicas.length === 1) return replicas[0] ?? ''
  return replicas.length === 2 ? 'both replicas' : `all ${replicas.length} replicas`
}

import { sameName } from '#core/environment/describe.ts'
import type { Component, Environment, Server } from '#core/environment/environment.ts'
import type { ComponentKey } from '#core/environment/vocabulary.ts'
import { type Claim, type Place, type Says, type Source, sourceOf } from './claim.ts'
import { serverId } from './entries.ts'
import type { Discovered } from './fact.ts'
import type { SourcedFile } from './parse.ts'

export type Account = Component['oldAccount']

/** Everything that the readers of claims look at: the form, and the files in an order that does not depend on the import. */
export interface Scene {
  readonly environment: Environment
  /** Newest first. */
  readonly files: readonly SourcedFile[]
}

export function sceneOf(environment: Environment, files: readonly SourcedFile[]): Scene {
  const bySha = new Map(files.map((one) => [one.sha256, one]))
  const order = ({ file, sha256 }: SourcedFile) => `${new Date(file.meta.runAt).toISOString()} ${sha256}`
  return { environment, files: [...bySha.values()].sort((a, b) => (order(a) < order(b) ? 1 : -1)) }
}

/** Collects what one file says. */
export class Claims {
  readonly all: Claim[] = []
  readonly source: Source

  constructor(file: SourcedFile) {
    this.source = sourceOf(file)
  }

  say(place: Place, said: Says): void {
    this.all.push({ ...said, place, source: this.source })
  }

  value(place: Place, value: unknown): void {
    this.say(place, { says: 'value', value })
  }

  /**
   * A fact as a claim: `found` is read by `read` (undefined: its meaning is not known to this release), `absent` is `whenAbsent`;
   * without one, absence says nothing about the place.
   */
  fact<T>(
    place: Place,
    fact: Discovered<T>,
    read: (value: T) => unknown = (value) => value,
    whenAbsent?: { readonly value: unknown },
  ): void {
    if (fact.state === 'unknown') this.say(place, { says: 'unknown', reason: fact.reason })
    else if (fact.state === 'absent') {
      if (whenAbsent) this.value(place, whenAbsent.value)
    } else {
      const value = read(fact.value)
      if (value === undefined) {
        this.say(place, {
          says: 'unknown',
          reason: `The script read ${String(fact.value)}, which this portal does not know.`,
        })
      } else this.value(place, value)
    }
  }
}

/** The value of a fact, or null. */
export const foundOf = <T>(fact: Discovered<T>): T | null => (fact.state === 'found' ? fact.value : null)

/** The entry of the form that describes this host, else the name that a new one gets; null for a run without a host. */
export function hostId(scene: Scene, one: SourcedFile): string | null {
  const known = knownServer(scene, one)
  if (known) return serverId(known)
  return one.file.host && fullName(scene, one).toLowerCase()
}

/** In one domain a computer is its short name. */
export function knownServer(scene: Scene, one: SourcedFile): Server | undefined {
  const { host } = one.file
  if (!host) return undefined
  const { servers } = scene.environment
  const domain = domainOf(scene, one)
  return (
    servers.find(
      (server) => sameName(server.name, host.name) && isCompatible(suffixOf(server.fqdn) || server.domain, domain),
    ) ?? servers.find((server) => server.fqdn !== '' && sameName(server.fqdn, foundOf(host.fqdn) ?? ''))
  )
}

function fullName(scene: Scene, one: SourcedFile): string {
  const name = one.file.host?.name ?? ''
  const domain = domainOf(scene, one)
  return domain === '' ? name : `${name}.${domain}`
}

/** The host's domain; one that does not know it borrows it from another run on a host of that name. */
function domainOf({ files }: Scene, one: SourcedFile): string {
  const own = ownDomain(one)
  const name = one.file.host?.name ?? ''
  if (own !== '' || name === '') return own
  const others = files.filter((other) => sameName(other.file.host?.name ?? '', name)).map(ownDomain)
  return others.filter((domain) => domain !== '').sort()[0] ?? ''
}

const ownDomain = ({ file: { host } }: SourcedFile): string =>
  host ? suffixOf(foundOf(host.fqdn) ?? '') || (foundOf(host.domain) ?? '') : ''

const suffixOf = (fqdn: string): string => (fqdn.includes('.') ? fqdn.slice(fqdn.indexOf('.') + 1) : '')

/** Not known to be two domains. */
const isCompatible = (a: string, b: string): boolean => a === '' || b === '' || sameName(a, b)

/** `CONTOSO\svcMIMSync` and `svcMIMSync@contoso.com`; null for built-in accounts and for a domain that nobody knows. */
export function accountOf(scene: Scene, text: string): Account | null {
  const [, domain = '', name = ''] = /^([^\\@]+)\\([^\\@]+)$/.exec(text) ?? []
  if (name !== '') return /^NT (AUTHORITY|SERVICE)$/i.test(domain) || domain === '.' ? null : { domain, name }
  const [, user = '', suffix = ''] = /^([^\\@]+)@([^\\@]+)$/.exec(text) ?? []
  const netbios = netbiosNames(scene).get(suffix.toLowerCase())
  return user === '' || netbios === undefined ? null : { domain: netbios, name: user }
}

export function netbiosNames({ environment, files }: Scene): Map<string, string> {
  const names = new Map<string, string>()
  for (const { file } of files) {
    for (const domain of (file.directory && foundOf(file.directory.domains)) ?? []) {
      const netbios = foundOf(domain.netbiosName)
      if (netbios !== null && !names.has(domain.dnsName.toLowerCase())) names.set(domain.dnsName.toLowerCase(), netbios)
    }
  }
  for (const { dnsName, netbiosName } of environment.forest.domains) {
    if (netbiosName !== '') names.set(dnsName.toLowerCase(), netbiosName)
  }
  return names
}

/** A managed account ends in `$`: the service was converted already. */
export const isManaged = (account: Account): boolean => account.name.endsWith('$')

/** Under whom a component runs, as each file saw it. */
export function runningAccounts(scene: Scene, key: ComponentKey): { readonly text: string; readonly source: Source }[] {
  return scene.files.flatMap((one) => {
    const { file } = one
    const service = file.components.find(({ component, service: has }) => component === key && has !== null)?.service
    const site = (foundOf(file.webSites) ?? []).find(({ component }) => component === key)
    const text = (service && foundOf(service.account)) ?? (site && foundOf(site.poolAccount)) ?? null
    return text === null ? [] : [{ text, source: sourceOf(one) }]
  })
}

/** The ordinary account of a component: the form's word, else what was found. */
export function ordinaryAccount(scene: Scene, key: ComponentKey): Account | null {
  const typed = scene.environment.components.find(({ component }) => component === key)?.oldAccount
  if (typed && typed.name !== '') return typed
  const found = runningAccounts(scene, key).flatMap(({ text }) => accountOf(scene, text) ?? [])
  return (
    found.filter((account) => !isManaged(account)).sort((a, b) => (accountKey(a) < accountKey(b) ? -1 : 1))[0] ?? null
  )
}

export const accountKey = ({ domain, name }: Account): string => `${domain}\\${name}`.toLowerCase()

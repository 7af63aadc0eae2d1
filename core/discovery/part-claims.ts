import { newPam, newWebSite } from '#core/environment/new-entries.ts'
import { COMPONENTS, type ComponentKey, UNCONVERTED } from '#core/environment/vocabulary.ts'
import type { Place } from './claim.ts'
import type { SourcedFile } from './parse.ts'
import { accountOf, type Claims, foundOf, isManaged, type Scene } from './scene.ts'

const answer = (yes: boolean) => (yes ? 'yes' : 'no')
type WebSite = Extract<SourcedFile['file']['webSites'], { state: 'found' }>['value'][number]

/** The services that this host runs: their servers, accounts and web sites. */
export function partClaims(scene: Scene, one: SourcedFile, claims: Claims): void {
  const { host, components } = one.file
  if (!host) return
  for (const { component, build, service } of components) {
    if (build.state !== 'found') continue
    const site = (foundOf(one.file.webSites) ?? []).find((candidate) => candidate.component === component)
    const converted = COMPONENTS.find((key) => key === component)
    const staying = UNCONVERTED.find((key) => key === component)
    if (staying) {
      const place: Place = ['unconverted', staying.toLowerCase()]
      claims.say(place, { says: 'entry' })
      claims.say([...place, 'servers'], { says: 'members', value: [host.name] })
      if (site) account(scene, claims, [...place, 'account'], site.poolAccount)
    }
    if (!converted) continue
    const place: Place = ['components', converted.toLowerCase()]
    claims.say(place, { says: 'entry' })
    claims.say([...place, 'servers'], { says: 'members', value: [host.name] })
    const running = service?.account ?? site?.poolAccount
    if (running) account(scene, claims, [...place, 'oldAccount'], running)
    if (site) webSiteClaims(claims, [...place, 'webSite'], site)
    if (/^PAM/.test(converted)) claims.say(['pam'], { says: 'default', value: newPam() })
  }
}

function account(scene: Scene, claims: Claims, place: Place, fact: WebSite['poolAccount']) {
  if (fact.state !== 'found') return claims.fact(place, fact)
  const read = accountOf(scene, fact.value)
  if (read && !isManaged(read)) return claims.value(place, read)
  const reason = read
    ? `It runs as ${fact.value} already, a managed account; the ordinary account before that can not be read.`
    : `It runs as ${fact.value}, which is no account of a known domain.`
  claims.say(place, { says: 'unknown', reason })
}

function webSiteClaims(claims: Claims, place: Place, site: WebSite): void {
  claims.say(place, { says: 'default', value: newWebSite() })
  claims.value([...place, 'siteName'], site.name)
  claims.value([...place, 'applicationPool'], site.applicationPool)
  claims.fact([...place, 'kernelMode'], site.kernelMode, answer)
  claims.fact([...place, 'useAppPoolCredentials'], site.useAppPoolCredentials, answer)
  const named = site.bindings.filter(({ hostHeader }) => hostHeader !== '')
  const headers = new Set(named.map(({ hostHeader }) => hostHeader.toLowerCase()))
  const [binding] = named.length > 0 ? named : site.bindings
  if (headers.size > 1) {
    const reason = `The site has several host headers: ${[...headers].sort().join(', ')}. Choose the one that clients use.`
    claims.say([...place, 'hostHeader'], { says: 'unknown', reason })
  } else if (binding) {
    if (binding.hostHeader !== '') claims.value([...place, 'hostHeader'], binding.hostHeader)
    if (site.bindings.every(({ port }) => port === binding.port)) claims.value([...place, 'port'], binding.port)
  }
}

/** Names that clients use, from host headers and from the address of the MIM Service. */
export function aliasClaims(_: Scene, { file }: SourcedFile, claims: Claims): void {
  for (const { component, bindings } of foundOf(file.webSites) ?? []) {
    if (component === null || component === 'CM' || component === 'BHOLD') continue
    for (const { hostHeader } of bindings) alias(claims, hostHeader, component)
  }
  const external = file.service && foundOf(file.service.externalHostName)
  const own = [file.host?.name, file.host ? foundOf(file.host.fqdn) : null].map((name) => name?.toLowerCase())
  if (external && !own.includes(external.toLowerCase())) alias(claims, external, 'SVC')
  for (const { name, record } of file.dns) claims.fact(['aliases', name.toLowerCase(), 'record'], record)
}

function alias(claims: Claims, fqdn: string, usedBy: ComponentKey | 'PORTAL'): void {
  if (!fqdn.includes('.')) return
  const place: Place = ['aliases', fqdn.toLowerCase()]
  claims.say(place, { says: 'entry' })
  claims.say([...place, 'usedBy'], { says: 'default', value: usedBy })
}

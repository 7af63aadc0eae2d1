import type { Place } from './claim.ts'
import { sortedNames } from './normal.ts'
import type { SourcedFile } from './parse.ts'
import { type Claims, foundOf, hostId, knownServer, type Scene } from './scene.ts'
import { operatingSystemOf } from './windows-numbers.ts'

const answer = (yes: boolean) => (yes ? 'yes' : 'no')
const fact = <T>(value: T) => ({ status: 'found', value })
const ABSENT = { value: { status: 'absent' } }

/** A host that holds no part of MIM and no database is none of the environment's servers, unless the form names it. */
export function isOfInstallation(scene: Scene, one: SourcedFile): boolean {
  if (knownServer(scene, one)) return true
  const id = hostId(scene, one)
  return scene.files.some((other) => hostId(scene, other) === id && holdsPart(other.file))
}

function holdsPart({ host, components, sql }: SourcedFile['file']): boolean {
  if (!host) return false
  if (components.some(({ build }) => build.state === 'found')) return true
  return sql.some(({ machine }) => foundOf(machine)?.toLowerCase() === host.name.toLowerCase())
}

/** What a host says of itself: Windows, and the parts of MIM on it. */
export function hostClaims(scene: Scene, one: SourcedFile, claims: Claims): void {
  const { host, operatingSystem, components } = one.file
  const id = hostId(scene, one)
  if (!host || id === null || !isOfInstallation(scene, one)) return
  const place = (...rest: string[]): Place => ['servers', id, ...rest]
  claims.say(place(), { says: 'entry' })
  claims.value(place('name'), host.name)
  claims.fact(place('fqdn'), host.fqdn)
  claims.fact(place('domain'), host.domain, undefined, { value: '' })
  claims.fact(place('site'), host.site)
  claims.fact(place('isDomainController'), host.isDomainController)
  claims.fact(place('isFailoverClusterName'), host.isFailoverClusterName)
  if (operatingSystem) {
    claims.fact(place('operatingSystem'), operatingSystem.buildNumber, operatingSystemOf)
    claims.fact(place('language'), operatingSystem.language)
    claims.fact(place('installationType'), operatingSystem.installationType)
    claims.fact(place('tls12Only'), operatingSystem.tls12Only, answer)
    claims.fact(place('dotNetRelease'), operatingSystem.dotNetRelease, fact, ABSENT)
    claims.fact(place('visualCpp2013'), operatingSystem.visualCpp2013, answer, { value: 'no' })
  }
  policyClaims(claims, host)
  for (const part of components) {
    const here = place('installations', part.component.toLowerCase())
    if (part.build.state === 'absent') claims.say(here, { says: 'no-entry' })
    if (part.build.state !== 'found') continue
    claims.say(here, { says: 'entry' })
    claims.fact([...here, 'build'], part.build)
    const { component, service } = part
    // Microsoft's standby keeps its service stopped; every node of the other parts works.
    if (component === 'SYNC' && service && service.state !== 'other') {
      claims.value([...here, 'node'], service.state === 'running' ? 'active' : 'standby')
    }
  }
}

/** User rights that a group policy sets: its owner must be asked, and its name is the best hint to whom. */
function policyClaims(claims: Claims, host: NonNullable<SourcedFile['file']['host']>): void {
  const policies = sortedNames((foundOf(host.policyUserRights) ?? []).map(({ policy }) => policy))
  if (policies.length === 0) return
  const value = `Owner of the policy ${policies.join(', ')}`.slice(0, 200)
  claims.say(['confirmations', 'userRightsPolicyOwner'], { says: 'default', value })
}

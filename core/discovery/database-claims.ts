import { newAvailabilityGroup } from '#core/environment/new-entries.ts'
import type { Place } from './claim.ts'
import type { SourcedFile } from './parse.ts'
import { type Claims, foundOf, type Scene } from './scene.ts'
import { sqlVersionOf } from './windows-numbers.ts'

const answer = (yes: boolean) => (yes ? 'yes' : 'no')
type SqlFacts = SourcedFile['file']['sql'][number]

/** The databases of MIM as its own configuration names them, and what SQL Server says of itself. */
export function databaseClaims(_: Scene, { file }: SourcedFile, claims: Claims): void {
  const used = [
    { component: 'SYNC', facts: file.synchronization?.database },
    { component: 'SVC', facts: file.service?.database },
  ]
  for (const { component, facts } of used) {
    const database = facts && foundOf(facts)
    if (!database) continue
    instance(claims, database.address)
    const place: Place = ['sql', database.address.toLowerCase(), 'databases', component.toLowerCase()]
    claims.say(place, { says: 'entry' })
    claims.value([...place, 'name'], database.name)
  }
  for (const facts of file.sql) {
    instance(claims, facts.address)
    instanceClaims(claims, ['sql', facts.address.toLowerCase()], facts)
  }
}

function instance(claims: Claims, address: string): void {
  const place: Place = ['sql', address.toLowerCase()]
  claims.say(place, { says: 'entry' })
  claims.value([...place, 'address'], address)
}

function instanceClaims(claims: Claims, place: Place, facts: SqlFacts): void {
  const group = foundOf(facts.availabilityGroup)
  const machine = foundOf(facts.machine)
  claims.fact([...place, 'version'], facts.productVersion, sqlVersionOf)
  claims.fact([...place, 'installerMayCreateLogins'], facts.mayCreateLogins, answer)
  const folder = foundOf(facts.backupFolder)
  if (folder !== null) claims.say([...place, 'backupFolder'], { says: 'default', value: folder })
  if (group) claims.value([...place, 'replicas'], [...group.replicas].sort())
  else if (facts.availabilityGroup.state === 'absent' && machine !== null)
    claims.value([...place, 'replicas'], [machine])
  groupClaims(claims, [...place, 'availabilityGroup'], facts.availabilityGroup)
}

function groupClaims(claims: Claims, place: Place, fact: SqlFacts['availabilityGroup']) {
  if (fact.state === 'absent') return claims.value(place, null)
  if (fact.state === 'unknown') return claims.fact(place, fact)
  const { replicas, listener, port, registerAllProvidersIp } = fact.value
  claims.say(place, { says: 'default', value: newAvailabilityGroup() })
  claims.fact([...place, 'listener'], listener)
  claims.fact([...place, 'port'], port)
  claims.fact([...place, 'registerAllProvidersIp'], registerAllProvidersIp, answer)
  if (replicas.length > 0) claims.value([...place, 'knownReplicas'], replicas.length)
}

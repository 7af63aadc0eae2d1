import { accountClaims } from './account-claims.ts'
import { type Claim, type Place, placeKey, type Source } from './claim.ts'
import { databaseClaims } from './database-claims.ts'
import { directoryClaims } from './directory-claims.ts'
import { hostClaims } from './host-claims.ts'
import { normal } from './normal.ts'
import { aliasClaims, partClaims } from './part-claims.ts'
import { Claims, type Scene } from './scene.ts'
import { membershipClaims, serviceClaims } from './service-claims.ts'

const READERS = [
  hostClaims,
  partClaims,
  aliasClaims,
  databaseClaims,
  serviceClaims,
  membershipClaims,
  accountClaims,
  directoryClaims,
]

/** One value of a place, and the files that say so. */
export interface Option {
  /** Equal for values that mean the same. */
  readonly id: string
  readonly value: unknown
  readonly sources: readonly Source[]
}

/** Everything that all files together say of one place. */
export interface Settled {
  readonly place: Place
  readonly key: string
  readonly values: readonly Option[]
  readonly defaults: readonly Option[]
  readonly includes: Names | null
  readonly members: Names | null
  readonly entry: readonly Source[]
  readonly noEntry: readonly Source[]
  readonly unknown: readonly { readonly reason: string; readonly source: Source }[]
}

interface Names {
  readonly names: readonly string[]
  readonly sources: readonly Source[]
}

/** What the files say, place by place; a place comes after the entry in which it lies. */
export function settle(scene: Scene): Settled[] {
  const byPlace = new Map<string, Claim[]>()
  for (const one of scene.files) {
    const claims = new Claims(one)
    for (const read of READERS) read(scene, one, claims)
    for (const claim of claims.all) {
      const key = placeKey(claim.place)
      const list = byPlace.get(key)
      if (list) list.push(claim)
      else byPlace.set(key, [claim])
    }
  }
  return [...byPlace.values()].map(settlePlace).sort(inOrder)
}

const inOrder = (a: Settled, b: Settled): number =>
  a.place.length - b.place.length || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

function settlePlace(claims: readonly Claim[]): Settled {
  const place = claims[0]?.place ?? []
  const known = newestOfEachHost(claims.filter(({ says }) => says !== 'unknown'))
  const unknown = newestOfEachHost(claims.filter(({ says }) => says === 'unknown'))
  return {
    place,
    key: placeKey(place),
    values: options(known, 'value'),
    defaults: options(known, 'default'),
    includes: names(known, 'includes'),
    members: names(known, 'members'),
    entry: sourcesOf(known, 'entry'),
    noEntry: sourcesOf(known, 'no-entry'),
    unknown: unknown.flatMap((claim) =>
      claim.says === 'unknown' ? [{ reason: claim.reason, source: claim.source }] : [],
    ),
  }
}

/** Claims come newest first: of two runs on one host the later one counts, unless it could not tell. */
function newestOfEachHost(claims: readonly Claim[]): Claim[] {
  const newest = new Map<string, string>()
  for (const { source } of claims) {
    const origin = `${source.kind} ${source.host.toLowerCase()}`
    if (!newest.has(origin)) newest.set(origin, source.sha256)
  }
  return claims.filter(({ source }) => newest.get(`${source.kind} ${source.host.toLowerCase()}`) === source.sha256)
}

function options(claims: readonly Claim[], says: 'value' | 'default'): Option[] {
  const byId = new Map<string, { value: unknown; sources: Source[] }>()
  for (const claim of claims) {
    if (claim.says !== says) continue
    const id = normal(claim.value)
    const option = byId.get(id)
    if (!option) byId.set(id, { value: claim.value, sources: [claim.source] })
    else {
      option.sources.push(claim.source)
      // Two spellings of one value: the choice must not depend on which file came first.
      if (JSON.stringify(claim.value) < JSON.stringify(option.value)) option.value = claim.value
    }
  }
  return [...byId]
    .map(([id, { value, sources }]) => ({ id, value, sources: inSourceOrder(sources) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

function names(claims: readonly Claim[], says: 'includes' | 'members'): Names | null {
  const own = claims.flatMap((claim) => (claim.says === says ? [claim] : []))
  if (own.length === 0) return null
  return {
    names: own.flatMap((claim) => ('value' in claim ? (claim.value as readonly string[]) : [])),
    sources: inSourceOrder(own.map(({ source }) => source)),
  }
}

const sourcesOf = (claims: readonly Claim[], says: Claim['says']): Source[] =>
  inSourceOrder(claims.filter((claim) => claim.says === says).map(({ source }) => source))

const inSourceOrder = (sources: readonly Source[]): Source[] =>
  [...new Map(sources.map((source) => [source.sha256, source])).values()].sort((a, b) =>
    `${a.host} ${a.sha256}` < `${b.host} ${b.sha256}` ? -1 : 1,
  )

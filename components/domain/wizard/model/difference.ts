import { byIdentity } from '#core/environment/identity.ts'
import { pointer } from '#core/environment/pointer.ts'
import { same } from './same.ts'

/** In a difference: the place does not exist on this side. */
export const ABSENT = Symbol('absent')

/** One place where two versions of a document differ. */
export interface Difference {
  /** The place, with the names of list entries instead of their positions: `/servers/mimsync/site`. */
  readonly id: string
  /** JSON Pointer in the version that has the place; mine, when both have. */
  readonly path: string
  readonly mine: unknown
  readonly theirs: unknown
  /** Who moved away from the version that both began with. */
  readonly changedBy: 'me' | 'them' | 'both'
}

export type Choice = 'mine' | 'theirs'

interface Versions {
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
}

type Keys = readonly (string | number)[]

/** Every difference between two versions, in the order of the document. `base` is what both began with; ABSENT when unknown. */
export function differences(versions: Versions): Difference[] {
  const found: Difference[] = []
  walk(versions, [], [], (difference) => {
    found.push(difference)
    return difference.mine
  })
  return found
}

/** The document in which each difference is settled as chosen. A difference without a choice stays as it is in mine. */
export function settle(versions: Versions, choices: ReadonlyMap<string, Choice>): unknown {
  const all = differences(versions)
  if (all.every(({ id }) => choices.get(id) === 'theirs')) return versions.theirs
  return walk(versions, [], [], ({ id, mine, theirs }) => (choices.get(id) === 'theirs' ? theirs : mine))
}

/** What loses nothing: each side's own changes. Where both changed one place a person must choose. */
export function proposedChoices(all: readonly Difference[]): Map<string, Choice> {
  return new Map(
    all.flatMap(({ id, changedBy }): [string, Choice][] =>
      changedBy === 'both' ? [] : [[id, changedBy === 'me' ? 'mine' : 'theirs']],
    ),
  )
}

type Decide = (difference: Difference) => unknown

function walk(versions: Versions, ids: Keys, keys: Keys, decide: Decide): unknown {
  const { base, mine, theirs } = versions
  if (mine !== ABSENT && theirs !== ABSENT) {
    if (same(mine, theirs)) return mine
    if (isRecord(mine) && isRecord(theirs) && sameKeys(mine, theirs)) {
      return Object.fromEntries(
        Object.keys(mine).map((key) => [
          key,
          walk(
            {
              base: isRecord(base) && Object.hasOwn(base, key) ? base[key] : ABSENT,
              mine: mine[key],
              theirs: theirs[key],
            },
            [...ids, key],
            [...keys, key],
            decide,
          ),
        ]),
      )
    }
    const merged =
      Array.isArray(mine) && Array.isArray(theirs) ? walkLists(base, mine, theirs, ids, keys, decide) : null
    if (merged) return merged
  }
  return decide({ id: pointer(...ids), path: pointer(...keys), mine, theirs, changedBy: changedBy(versions) })
}

/** Lists of named entries, entry by entry; null when their entries have no names or stand in another order. */
function walkLists(
  base: unknown,
  mine: readonly unknown[],
  theirs: readonly unknown[],
  ids: Keys,
  keys: Keys,
  decide: Decide,
): unknown[] | null {
  const mineBy = byIdentity(mine)
  const theirsBy = byIdentity(theirs)
  if (mineBy === null || theirsBy === null || !sameOrder(mineBy, theirsBy)) return null
  const baseBy = Array.isArray(base) ? byIdentity(base) : null
  const order = [...mineBy.keys(), ...[...theirsBy.keys()].filter((key) => !mineBy.has(key))]
  const minePositions = positions(mineBy)
  const theirPositions = positions(theirsBy)
  const merged = order.map((key) => {
    const position = minePositions.get(key) ?? theirPositions.get(key) ?? 0
    const entry = {
      base: baseBy?.has(key) ? baseBy.get(key) : ABSENT,
      mine: mineBy.has(key) ? mineBy.get(key) : ABSENT,
      theirs: theirsBy.has(key) ? theirsBy.get(key) : ABSENT,
    }
    return walk(entry, [...ids, key], [...keys, position], decide)
  })
  return merged.filter((entry) => entry !== ABSENT)
}

const positions = (entries: ReadonlyMap<string, unknown>): Map<string, number> =>
  new Map([...entries.keys()].map((key, index) => [key, index]))

function sameOrder(mine: ReadonlyMap<string, unknown>, theirs: ReadonlyMap<string, unknown>): boolean {
  const left = [...mine.keys()].filter((key) => theirs.has(key))
  const right = [...theirs.keys()].filter((key) => mine.has(key))
  return left.every((key, index) => key === right[index])
}

function changedBy({ base, mine, theirs }: Versions): Difference['changedBy'] {
  if (same(base, mine)) return 'them'
  return same(base, theirs) ? 'me' : 'both'
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function sameKeys(a: object, b: object): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key))
}

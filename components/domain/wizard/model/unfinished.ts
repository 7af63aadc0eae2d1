import type { Environment } from '#core/environment/environment.ts'
import { pointer, pointerSegments } from '#core/environment/pointer.ts'
import type { Change, Root } from './draft.ts'
import { getAt } from './edit-path.ts'
import { fieldKind } from './field-schema.ts'
import { isWithin } from './leaves.ts'
import { readField } from './read-field.ts'
import { type SectionId, sectionIn } from './sections.ts'

/**
 * Typed text that the schema can not hold yet (half a number, a date without its time), by root and place. It is kept beside
 * the draft, so that it is neither saved as something else nor lost.
 */
export type Unfinished = ReadonlyMap<string, string>

export const unfinishedKey = (root: Root, path: string): string => `${root}:${path}`

export const without = (unfinished: Unfinished, root: Root, ancestor: string): Unfinished => {
  const kept = [...unfinished].filter(([key]) => !isWithin(key, unfinishedKey(root, ancestor)))
  return kept.length === unfinished.size ? unfinished : new Map(kept)
}

export const hasUnfinished = (unfinished: Unfinished, root: Root, ancestor: string): boolean =>
  [...unfinished.keys()].some((key) => isWithin(key, unfinishedKey(root, ancestor)))

interface UnfinishedPlace {
  readonly root: Root
  readonly path: string
  readonly section: SectionId
}

/** Where unfinished text stands. */
export const unfinishedPlaces = (unfinished: Unfinished, environment: Environment): UnfinishedPlace[] =>
  [...unfinished.keys()].map((key) => {
    const root: Root = key.startsWith('case:') ? 'case' : 'environment'
    const path = key.slice(root.length + 1)
    return { root, path, section: root === 'case' ? 'case' : sectionIn(environment, path) }
  })

/** Places that exist only as a whole: their fields wait here until all of them are filled in. */
const GROUPS: readonly { readonly pattern: RegExp; readonly fields: readonly string[] }[] = [
  { pattern: /^\/schedule\/windows\/[a-z]+$/, fields: ['notBefore', 'notAfter'] },
  { pattern: /^\/forest\/kdsRootKeys\/keys\/\d+$/, fields: ['keyId', 'creationTime', 'effectiveTime'] },
]

/** The group that a missing place belongs to; null for a place whose parent must exist already. */
export function groupOf(path: string): string | null {
  const parent = pointer(...pointerSegments(path).slice(0, -1))
  return isValueOfFact(path) || GROUPS.some(({ pattern }) => pattern.test(parent)) ? parent : null
}

/** `/forest/schemaVersion/value`: a fact that is not known yet gets its status together with its value. */
const isValueOfFact = (path: string): boolean =>
  path.endsWith('/value') && fieldKind(path.replace(/\/value$/, '')).kind === 'fact'

/** The edit that makes a group once all its fields are filled in; null until then. */
export function completeGroup(environment: Environment, unfinished: Unfinished, group: string): Change | null {
  const isFact = isValueOfFact(`${group}/value`)
  const fields = isFact ? ['value'] : (GROUPS.find(({ pattern }) => pattern.test(group))?.fields ?? [])
  const entries = fields.map((field) => {
    const text = unfinished.get(unfinishedKey('environment', `${group}/${field}`))
    return [field, text === undefined ? null : readField(`${group}/${field}`, text)] as const
  })
  if (!entries.every(([, read]) => read?.fits)) return null
  const value = Object.fromEntries(entries.map(([field, read]) => [field, read?.fits ? read.value : null]))
  if (isFact) return { type: 'set', path: group, value: { status: 'found', ...value } }
  if (!isWithin(group, '/forest/kdsRootKeys')) return { type: 'set', path: group, value }
  return getAt(environment, '/forest/kdsRootKeys/keys') === undefined
    ? { type: 'set', path: '/forest/kdsRootKeys', value: { status: 'found', keys: [value] } }
    : { type: 'insert', path: '/forest/kdsRootKeys/keys', value }
}

import { pointer, pointerSegments } from '#core/environment/pointer.ts'
import type { Root } from './draft.ts'

/** Id of the control of a place, for "Go to field" and for labels. */
export const placeId = (path: string, root: Root = 'environment'): string =>
  root === 'environment' ? `at${path}` : `case${path}`

/** Ids to look for, from the place itself outwards: the nearest control or group that the page has. */
export function placeIdsOutwards(path: string): string[] {
  const segments = pointerSegments(path)
  return segments.map((_, index) => placeId(pointer(...segments.slice(0, segments.length - index))))
}

/** The position in the list at `list` that a place lies in: 3 for `/servers/3/name`; null for a place elsewhere. */
export function positionIn(list: string, path: string): number | null {
  if (!path.startsWith(`${list}/`)) return null
  const [index] = pointerSegments(path.slice(list.length))
  return index !== undefined && /^\d+$/.test(index) ? Number(index) : null
}

/** The places of a list's entries. An entry has no other identity: its name may still change or be missing. */
export const entryPaths = (list: string, entries: readonly unknown[] | number): string[] =>
  Array.from({ length: typeof entries === 'number' ? entries : entries.length }, (_, index) => `${list}/${index}`)

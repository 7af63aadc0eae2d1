import { byIdentity } from '#core/environment/identity.ts'
import { pointer, pointerSegments } from '#core/environment/pointer.ts'

/**
 * A place of a document by the names of its list entries instead of their positions, so that it is found again after entries came
 * and went: `/servers/mimsync/site` for `/servers/3/site`. Null when the document has no such place.
 */
export function namedPath(document: unknown, path: string): string | null {
  const names: string[] = []
  let here = document
  for (const segment of pointerSegments(path)) {
    const entries = Array.isArray(here) ? byIdentity(here) : null
    const next = memberOf(here, segment)
    if (next === undefined) return null
    names.push(entries ? ([...entries].find(([, entry]) => entry === next)?.[0] ?? segment) : segment)
    here = next
  }
  return pointer(...names)
}

/** The pointer and the value that a named path leads to now; null when it leads nowhere. */
export function findNamed(document: unknown, path: string): { readonly path: string; readonly value: unknown } | null {
  const keys: (string | number)[] = []
  let here = document
  for (const name of pointerSegments(path)) {
    const entries = Array.isArray(here) ? byIdentity(here) : null
    const key = entries ? [...entries.keys()].indexOf(name) : name
    const next = key === -1 ? undefined : memberOf(here, String(key))
    if (next === undefined) return null
    keys.push(key)
    here = next
  }
  return { path: pointer(...keys), value: here }
}

function memberOf(container: unknown, key: string): unknown {
  if (typeof container !== 'object' || container === null || !Object.hasOwn(container, key)) return undefined
  if (Array.isArray(container) && !/^\d+$/.test(key)) return undefined
  return (container as Record<string, unknown>)[key]
}

/** The number, from 1, of the line that says this now: the nearest to where it stood; null when no line does. */
export function findLine(lines: readonly string[], quote: string, near: number): number | null {
  let best: number | null = null
  lines.forEach((line, index) => {
    const closer = best === null || Math.abs(index + 1 - near) < Math.abs(best - near)
    if (closer && quoteOf(line) === quote) best = index + 1
  })
  return best
}

const MAX_QUOTE = 500

/** What a thread keeps of the place it is about. */
export const quoteOf = (text: string): string => text.slice(0, MAX_QUOTE)

export const linesOf = (text: string): string[] => text.split(/\r?\n/)

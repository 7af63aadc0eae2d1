import { pointer, pointerSegments } from '#core/environment/pointer.ts'

/** Every place of a document that holds no further places: values, and empty lists. */
export function leafPaths(document: unknown): string[] {
  const found: string[] = []
  const visit = (value: unknown, segments: readonly (string | number)[]): void => {
    const children = childrenOf(value, segments)
    if (children.length === 0) found.push(pointer(...segments))
    for (const [child, childSegments] of children) visit(child, childSegments)
  }
  visit(document, [])
  return found
}

function childrenOf(value: unknown, segments: readonly (string | number)[]): [unknown, (string | number)[]][] {
  if (Array.isArray(value)) return value.map((entry, index) => [entry, [...segments, index]])
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([key, entry]) => [entry, [...segments, key]])
}

// The kind of a place, whatever its position in lists: `/servers/3/name` becomes `/servers/*/name`.
export function patternOf(path: string): string {
  return pointerSegments(path)
    .map((segment) => (/^\d+$/.test(segment) ? '/*' : pointer(segment)))
    .join('')
}

/** Whether `path` is `ancestor` itself or a place inside it. */
export const isWithin = (path: string, ancestor: string): boolean =>
  path === ancestor || path.startsWith(`${ancestor}/`)

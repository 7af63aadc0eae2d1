import { pointerSegments } from '#core/environment/pointer.ts'

type Container = readonly unknown[] | Readonly<Record<string, unknown>>

/** The value at a JSON Pointer, or undefined when the document has no such place. */
export function getAt(document: unknown, path: string): unknown {
  return pointerSegments(path).reduce<unknown>(
    (value, segment) => (isContainer(value) && has(value, segment) ? read(value, segment) : undefined),
    document,
  )
}

/**
 * The document with another value at one existing place; everything beside the way to it stays the same object. Refuses a place
 * that the document does not have: a strict schema knows no fields that appear by typing.
 */
export function setAt<T>(document: T, path: string, value: unknown): T {
  return update(document, pointerSegments(path), path, () => value) as T
}

/** The document with one more entry in the list at `path`: at `index`, else at the end. */
export function insertAt<T>(document: T, path: string, value: unknown, index?: number): T {
  return editList(document, path, (list) => list.toSpliced(index ?? list.length, 0, value))
}

/** The document without the list entry at `path`. */
export function removeAt<T>(document: T, path: string): T {
  const segments = pointerSegments(path)
  const last = segments.at(-1) ?? ''
  return update(document, segments.slice(0, -1), path, (list) => {
    if (!Array.isArray(list) || !has(list, last)) throw new RangeError(`no list entry at ${path}`)
    return list.toSpliced(Number(last), 1)
  }) as T
}

function editList<T>(document: T, path: string, edit: (list: readonly unknown[]) => unknown[]): T {
  return update(document, pointerSegments(path), path, (list) => {
    if (!Array.isArray(list)) throw new RangeError(`no list at ${path}`)
    return edit(list)
  }) as T
}

function update(value: unknown, segments: readonly string[], path: string, edit: (old: unknown) => unknown): unknown {
  const [segment, ...rest] = segments
  if (segment === undefined) return edit(value)
  if (!isContainer(value) || !has(value, segment)) throw new RangeError(`the document has no place ${path}`)
  const old = read(value, segment)
  const next = update(old, rest, path, edit)
  if (Object.is(old, next)) return value
  return Array.isArray(value) ? value.with(Number(segment), next) : { ...value, [segment]: next }
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

function has(container: Container, segment: string): boolean {
  if (!Array.isArray(container)) return Object.hasOwn(container, segment)
  return /^(0|[1-9]\d*)$/.test(segment) && Number(segment) < container.length
}

const read = (container: Container, segment: string): unknown => (container as Record<string, unknown>)[segment]

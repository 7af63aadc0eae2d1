import { pointer, pointerSegments } from '#core/environment/pointer.ts'
import type { Case } from '#core/statement/schemas.ts'

/**
 * The case after the list entry at `entryPath` was removed or inserted: what was said about a removed entry goes with it, what
 * was said about later entries follows them. Without this a reason would silently cover another server.
 */
export function moveAcknowledgements(about: Case, entryPath: string, happened: 'removed' | 'inserted'): Case {
  const moved = about.acknowledgements.flatMap((acknowledgement) => {
    const path = movedPath(acknowledgement.path, entryPath, happened)
    return path === null ? [] : [path === acknowledgement.path ? acknowledgement : { ...acknowledgement, path }]
  })
  return { ...about, acknowledgements: moved }
}

/** Where a place is after a list entry came or went; null for a place inside the removed entry. */
export function movedPath(path: string, entryPath: string, happened: 'removed' | 'inserted'): string | null {
  const entry = pointerSegments(entryPath)
  const segments = pointerSegments(path)
  const depth = entry.length - 1
  const at = Number(entry[depth])
  const position = segments[depth]
  if (position === undefined || !/^\d+$/.test(position)) return path
  if (entry.slice(0, depth).some((segment, index) => segment !== segments[index])) return path
  const index = Number(position)
  if (happened === 'removed' && index === at) return null
  if (index < at) return path
  return pointer(...segments.with(depth, String(index + (happened === 'removed' ? -1 : 1))))
}

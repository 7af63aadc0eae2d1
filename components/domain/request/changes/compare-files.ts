import type { FileEntryView } from '#server/requests/views.ts'

/** A file that differs, once for all targets whose file changed from and to the same bytes. */
export interface FileChange {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly path: string
  /** The first target stands for all. */
  readonly targets: readonly string[]
  readonly before: FileEntryView | null
  readonly after: FileEntryView | null
}

export interface FileComparison {
  readonly changes: readonly FileChange[]
  /** Files that are the same bytes in both. */
  readonly same: number
}

const key = ({ target, path }: FileEntryView) => `${target}/${path}`

export function compareFiles(before: readonly FileEntryView[], after: readonly FileEntryView[]): FileComparison {
  const old = new Map(before.map((file) => [key(file), file]))
  const fresh = new Map(after.map((file) => [key(file), file]))
  const pairs = [...new Set([...fresh.keys(), ...old.keys()])].map((name) => ({
    before: old.get(name) ?? null,
    after: fresh.get(name) ?? null,
  }))
  const differing = pairs.filter((pair) => pair.before?.sha256 !== pair.after?.sha256)
  const groups = Map.groupBy(
    differing,
    (pair) => `${(pair.after ?? pair.before)?.path} ${pair.before?.sha256} ${pair.after?.sha256}`,
  )
  const changes = [...groups.values()].flatMap((group): FileChange[] => {
    const [first] = group
    const file = first?.after ?? first?.before
    if (!first || !file) return []
    const kind = first.before ? (first.after ? 'changed' : 'removed') : 'added'
    return [
      { ...first, kind, path: file.path, targets: group.map((pair) => (pair.after ?? pair.before)?.target ?? '') },
    ]
  })
  return { changes, same: pairs.length - differing.length }
}

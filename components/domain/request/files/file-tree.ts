import type { FileEntryView } from '#server/requests/views.ts'

export interface FileNode {
  readonly name: string
  /** Whole path inside the target. */
  readonly path: string
  readonly entry: FileEntryView | null
  readonly children: readonly FileNode[]
}

export interface TargetFiles {
  readonly target: string
  readonly nodes: readonly FileNode[]
  readonly files: number
  readonly bytes: number
}

/** Targets in the order of the plan, as far as it names them, each with its folders; files stand before folders, both in ordinal order. */
export function treeOf(entries: readonly FileEntryView[], order: readonly string[] = []): TargetFiles[] {
  const rank = new Map(order.map((target, index) => [target, index]))
  const rankOf = ({ target }: TargetFiles): number => rank.get(target) ?? order.length
  return [...Map.groupBy(entries, ({ target }) => target)]
    .map(([target, own]) => ({
      target,
      nodes: nodesOf(own, ''),
      files: own.length,
      bytes: own.reduce((total, { bytes }) => total + bytes, 0),
    }))
    .sort((a, b) => rankOf(a) - rankOf(b))
}

function nodesOf(entries: readonly FileEntryView[], folder: string): FileNode[] {
  const inside = Map.groupBy(entries, ({ path }) => path.slice(folder.length).split('/')[0] ?? '')
  return [...inside]
    .map(([name, own]): FileNode => {
      const path = folder + name
      const [first] = own
      const isFile = own.length === 1 && first?.path === path
      return isFile && first
        ? { name, path, entry: first, children: [] }
        : { name, path, entry: null, children: nodesOf(own, `${path}/`) }
    })
    .sort((a, b) => Number(a.entry === null) - Number(b.entry === null) || (a.name < b.name ? -1 : 1))
}

/** The files as the tree shows them from top to bottom: the order of `[` and `]`. */
export const flatOrder = (tree: readonly TargetFiles[]): FileEntryView[] =>
  tree.flatMap(({ nodes }) => nodes.flatMap(entriesIn))

const entriesIn = ({ entry, children }: FileNode): FileEntryView[] => (entry ? [entry] : children.flatMap(entriesIn))

/** The chosen file; without a choice the runbook of the first target, which people read first. */
export function chosenFile(
  entries: readonly FileEntryView[],
  target: string | null,
  path: string | null,
): FileEntryView | undefined {
  const ofTarget = target === null ? entries : entries.filter((one) => one.target === target)
  return (
    ofTarget.find((one) => one.path === path) ??
    ofTarget.find((one) => one.path === 'runbook.html') ??
    ofTarget[0] ??
    entries[0]
  )
}

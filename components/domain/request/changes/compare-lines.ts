import { diffArrays, diffWordsWithSpace } from 'diff'

/** One row of two texts side by side: line indexes from 0, null where a side has nothing. */
export interface LinePair {
  readonly before: number | null
  readonly after: number | null
  readonly same: boolean
}

/** More edits than that are not told apart line by line: the middle counts as replaced, so that no text takes long. */
const MAX_EDITS = 1_000

/** The lines of two texts in pairs. Equal lines stand beside each other; a replaced line beside the one that replaced it. */
export function compareLines(before: readonly string[], after: readonly string[]): LinePair[] {
  const pairs: LinePair[] = []
  let old = 0
  let fresh = 0
  const replace = (removed: number, added: number) => {
    for (let index = 0; index < Math.max(removed, added); index += 1) {
      pairs.push({
        before: index < removed ? old + index : null,
        after: index < added ? fresh + index : null,
        same: false,
      })
    }
    old += removed
    fresh += added
  }
  const keep = (count: number) => {
    for (let index = 0; index < count; index += 1) pairs.push({ before: old + index, after: fresh + index, same: true })
    old += count
    fresh += count
  }
  const head = commonLength(before, after, (lines, index) => lines[index])
  const rest = Math.min(before.length, after.length) - head
  const tail = Math.min(
    rest,
    commonLength(before, after, (lines, index) => lines[lines.length - 1 - index]),
  )
  keep(head)
  const middle = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)] as const
  let removed = 0
  let added = 0
  for (const { count, added: isAdded, removed: isRemoved } of editsBetween(...middle)) {
    if (isRemoved) removed += count
    else if (isAdded) added += count
    else {
      replace(removed, added)
      removed = 0
      added = 0
      keep(count)
    }
  }
  replace(removed, added)
  keep(tail)
  return pairs
}

interface Edit {
  readonly count: number
  readonly added: boolean
  readonly removed: boolean
}

function editsBetween(before: string[], after: string[]): readonly Edit[] {
  return (
    diffArrays(before, after, { maxEditLength: MAX_EDITS }) ?? [
      { count: before.length, added: false, removed: true },
      { count: after.length, added: true, removed: false },
    ]
  )
}

type LineAt = (lines: readonly string[], index: number) => string | undefined

function commonLength(before: readonly string[], after: readonly string[], at: LineAt): number {
  const most = Math.min(before.length, after.length)
  let length = 0
  while (length < most && at(before, length) === at(after, length)) length += 1
  return length
}

/** Rows that are shown, or a run of equal ones that is not; `from` and `to` are positions in the list of pairs. */
export interface PairRun {
  readonly from: number
  readonly to: number
  readonly hidden: boolean
}

const CONTEXT = 3

/** Cuts equal lines out that are further than three from every change; a gap of one line is not worth its button. */
export function runsOf(pairs: readonly LinePair[], context = CONTEXT): PairRun[] {
  const shown = new Uint8Array(pairs.length)
  pairs.forEach(({ same }, index) => {
    if (!same) shown.fill(1, Math.max(0, index - context), Math.min(pairs.length, index + context + 1))
  })
  const runs: PairRun[] = []
  for (let from = 0; from < pairs.length; ) {
    let to = from
    while (to < pairs.length && shown[to] === shown[from]) to += 1
    runs.push({ from, to, hidden: shown[from] === 0 && to - from > 1 })
    from = to
  }
  return runs
}

/** A piece of a line; `changed` where the other line says something else. */
export interface Piece {
  readonly text: string
  readonly changed: boolean
}

const LONG_LINE = 2_000

/** Two lines word by word. Lines that share almost nothing, and very long ones, are left whole. */
export function compareWords(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const whole = { before: [{ text: before, changed: false }], after: [{ text: after, changed: false }] }
  if (before.length > LONG_LINE || after.length > LONG_LINE) return whole
  const words = diffWordsWithSpace(before, after)
  const shared = words.filter(({ added, removed }) => !added && !removed).map(({ value }) => value.trim())
  if (shared.join('').length * 3 < Math.max(before.trim().length, after.trim().length)) return whole
  return {
    before: words.filter(({ added }) => !added).map(({ value, removed }) => ({ text: value, changed: removed })),
    after: words.filter(({ removed }) => !removed).map(({ value, added }) => ({ text: value, changed: added })),
  }
}

/** How many lines came and went. */
export function lineCounts(pairs: readonly LinePair[]): { readonly added: number; readonly removed: number } {
  const changed = pairs.filter(({ same }) => !same)
  return {
    added: changed.filter(({ after }) => after !== null).length,
    removed: changed.filter(({ before }) => before !== null).length,
  }
}

import { memo } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { compareWords, type LinePair, type Piece } from './compare-lines.ts'
import type { Lines } from './diff-view.tsx'
import { Pieces, Sign } from './text-difference.tsx'

interface RowsProps {
  readonly pairs: readonly LinePair[]
  readonly lines: Lines
  readonly onLine: ((line: number) => void) | null
}

interface Cell {
  readonly number: number
  readonly pieces: readonly Piece[]
  readonly kind: 'same' | 'before' | 'after'
}

/** Both sides of a row. Words are compared only where a line was replaced by another. */
function cellsOf({ before, after, same }: LinePair, lines: Lines): { before: Cell | null; after: Cell | null } {
  const was = before === null ? null : (lines.before[before] ?? '')
  const is = after === null ? null : (lines.after[after] ?? '')
  const words = !same && was !== null && is !== null ? compareWords(was, is) : null
  const cell = (
    number: number | null,
    text: string | null,
    pieces: readonly Piece[] | undefined,
    kind: Cell['kind'],
  ) =>
    number === null || text === null
      ? null
      : { number: number + 1, pieces: pieces ?? [{ text, changed: false }], kind: same ? ('same' as const) : kind }
  return { before: cell(before, was, words?.before, 'before'), after: cell(after, is, words?.after, 'after') }
}

/** What went of a block, then what came. */
export const UnifiedRows = memo(function UnifiedRows({ pairs, lines, onLine }: RowsProps) {
  const rows: { key: string; cell: Cell; numbers: readonly [number | null, number | null] }[] = []
  let added: typeof rows = []
  for (const pair of pairs) {
    const { before, after } = cellsOf(pair, lines)
    if (pair.same && after) {
      rows.push(...added, { key: `=${after.number}`, cell: after, numbers: [before?.number ?? null, after.number] })
      added = []
      continue
    }
    if (before) rows.push({ key: `-${before.number}`, cell: before, numbers: [before.number, null] })
    if (after) added.push({ key: `+${after.number}`, cell: after, numbers: [null, after.number] })
  }
  return [...rows, ...added].map(({ key, cell, numbers }) => (
    <div key={key} className={cn('flex', washOf(cell))}>
      <LineNumber number={numbers[0]} onLine={null} />
      <LineNumber number={numbers[1]} onLine={onLine} />
      <LineText cell={cell} />
    </div>
  ))
})

/** Before on the left, now on the right. */
export const SplitRows = memo(function SplitRows({ pairs, lines, onLine }: RowsProps) {
  return pairs.map((pair) => {
    const { before, after } = cellsOf(pair, lines)
    return (
      <div key={`${pair.before} ${pair.after}`} className="grid grid-cols-2">
        {[before, after].map((cell, side) => (
          <div
            key={side === 0 ? 'before' : 'after'}
            className={cn('flex min-w-0 border-rule', side === 1 && 'border-l', cell ? washOf(cell) : 'bg-sunk')}
          >
            <LineNumber number={cell?.number ?? null} onLine={side === 1 ? onLine : null} />
            {cell ? <LineText cell={cell} wrap /> : null}
          </div>
        ))}
      </div>
    )
  })
})

const washOf = ({ kind }: Cell): string | false =>
  kind !== 'same' && (kind === 'before' ? 'bg-del-wash' : 'bg-add-wash')

interface LineNumberProps {
  readonly number: number | null
  readonly onLine: ((line: number) => void) | null
}

/** The number of a line of the new version begins a thread. */
function LineNumber({ number, onLine }: LineNumberProps) {
  const look = 'w-11 shrink-0 select-none pr-2 text-right text-ink-3'
  if (number === null || onLine === null) return <span className={look}>{number}</span>
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`Comment on line ${number}`}
      onClick={() => onLine(number)}
      className={cn(look, 'cursor-pointer hover:bg-accent-wash hover:text-accent')}
    >
      {number}
    </button>
  )
}

function LineText({ cell, wrap = false }: { readonly cell: Cell; readonly wrap?: boolean }) {
  return (
    <span
      className={cn('min-w-0 flex-1 pr-3', wrap ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre')}
    >
      <span className="inline-block w-4">
        {cell.kind === 'same' ? null : <Sign sign={cell.kind === 'before' ? '−' : '+'} />}
      </span>
      <Pieces pieces={cell.pieces} side={cell.kind === 'before' ? 'before' : 'after'} />
    </span>
  )
}

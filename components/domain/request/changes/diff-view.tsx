'use client'

import { useMemo, useState } from 'react'
import { counted } from '../data/when.ts'
import { linesOf } from '../files/search-text.ts'
import { compareLines, type LinePair, lineCounts, type PairRun, runsOf } from './compare-lines.ts'
import { SplitRows, UnifiedRows } from './diff-rows.tsx'
import type { DiffLook } from './file-changes.tsx'

export interface Lines {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

interface DiffViewProps {
  readonly before: string
  readonly after: string
  readonly look: DiffLook
  /** The file's name, for assistive software. */
  readonly label: string
  /** Chooses a line of the new version to comment on. */
  readonly onLine: ((line: number) => void) | null
}

/** Rows of one run that are put on the page at once: what comes after them waits for a click, so that no file is slow. */
const AT_ONCE = 400

/** The lines of two versions of a file; equal ones far from a change are folded. */
export function DiffView({ before, after, look, label, onLine }: DiffViewProps) {
  const { lines, pairs, runs, counts } = useMemo(() => {
    const both: Lines = { before: textLines(before), after: textLines(after) }
    const compared = compareLines(both.before, both.after)
    return { lines: both, pairs: compared, runs: runsOf(compared), counts: lineCounts(compared) }
  }, [before, after])
  return (
    <>
      <p className="mb-1 text-ink-3 text-sm">
        <span className="text-ok">+{counts.added}</span> <span className="text-err">−{counts.removed}</span>{' '}
        {counts.added + counts.removed === 0 ? 'Only line ends differ.' : 'lines'}
      </p>
      <section
        aria-label={`Differences of ${label}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
        tabIndex={0}
        className="mb-4 max-h-[36rem] overflow-auto border border-rule font-mono text-[0.78rem] leading-5 [tab-size:4] focus-visible:-outline-offset-2"
      >
        <div className={look === 'split' ? 'min-w-[56rem]' : 'w-max min-w-full'}>
          {runs.map((run) => (
            <Run key={run.from} run={run} pairs={pairs} lines={lines} look={look} onLine={onLine} />
          ))}
        </div>
      </section>
    </>
  )
}

const textLines = (text: string): readonly string[] => (text === '' ? [] : linesOf(text))

interface RunProps {
  readonly run: PairRun
  readonly pairs: readonly LinePair[]
  readonly lines: Lines
  readonly look: DiffLook
  readonly onLine: DiffViewProps['onLine']
}

function Run({ run, pairs, lines, look, onLine }: RunProps) {
  const [limit, setLimit] = useState(run.hidden ? 0 : AT_ONCE)
  const shown = pairs.slice(run.from, Math.min(run.to, run.from + limit))
  const left = run.to - run.from - shown.length
  const Rows = look === 'split' ? SplitRows : UnifiedRows
  return (
    <>
      {shown.length > 0 ? <Rows pairs={shown} lines={lines} onLine={onLine} /> : null}
      {left > 0 ? (
        <button
          type="button"
          onClick={() => setLimit(limit + AT_ONCE)}
          className="sticky left-0 block w-full cursor-pointer border-rule border-y bg-sunk px-3 py-1 text-left font-sans text-accent text-sm underline underline-offset-3 hover:text-accent-hover focus-visible:-outline-offset-2 max-sm:min-h-11"
        >
          Show {counted(Math.min(left, AT_ONCE), pairs[run.to - 1]?.same && run.hidden ? 'equal line' : 'more line')}
          {left > AT_ONCE ? ` of ${left}` : ''}
        </button>
      ) : null}
    </>
  )
}

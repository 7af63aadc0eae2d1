'use client'

import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { counted } from '../data/when.ts'
import { FileLines } from './file-lines.tsx'
import { findMatches, linesOf, MAX_MATCHES } from './search-text.ts'

/** The text with line numbers, and a search inside it. */
export function FileText({ text, label }: { readonly text: string; readonly label: string }) {
  const lines = useMemo(() => linesOf(text), [text])
  const [wanted, setWanted] = useState('')
  const [active, setActive] = useState(0)
  const region = useRef<HTMLElement>(null)
  const searched = useDeferredValue(wanted)
  const matches = useMemo(() => findMatches(lines, searched), [lines, searched])
  useEffect(() => {
    const mark = matches.length > 0 ? region.current?.querySelector(`[data-match="${active}"]`) : null
    if (region.current && mark) showInside(region.current, mark)
  }, [matches, active])

  const move = (step: 1 | -1) => setActive((active + step + matches.length) % Math.max(matches.length, 1))
  const lineEnds = text.includes('\r\n') ? 'CRLF' : 'LF'
  return (
    <>
      <search className="flex flex-wrap items-center gap-x-2 gap-y-1.5 border-rule border-b px-4 py-2 sm:px-6">
        <Field label="Find in this file" labelHidden className="w-64 max-sm:w-full">
          <TextInput
            type="search"
            mono
            placeholder="Find in this file"
            value={wanted}
            onChange={(event) => {
              setWanted(event.target.value)
              setActive(0)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              move(event.shiftKey ? -1 : 1)
            }}
          />
        </Field>
        <Button
          size="small"
          onClick={() => move(-1)}
          blocked={matches.length > 1 ? null : 'No other place.'}
          reason="hidden"
        >
          Up
        </Button>
        <Button
          size="small"
          onClick={() => move(1)}
          blocked={matches.length > 1 ? null : 'No other place.'}
          reason="hidden"
        >
          Down
        </Button>
        <span role="status" className="min-w-28 text-ink-3 text-sm tabular-nums">
          {searched === '' ? '' : matchWords(matches.length, active)}
        </span>
        <span className="ml-auto text-ink-3 text-sm">
          {counted(lines.length, 'line')}, {lineEnds}
        </span>
      </search>
      <section
        ref={region}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
        tabIndex={0}
        className="max-h-[max(24rem,calc(100dvh-13rem))] overflow-auto focus-visible:-outline-offset-2"
      >
        <FileLines lines={lines} matches={matches} active={active} />
      </section>
    </>
  )
}

/** Scrolls the region, and leaves the page where it is. */
function showInside(region: HTMLElement, mark: Element): void {
  const [frame, place] = [region.getBoundingClientRect(), mark.getBoundingClientRect()]
  region.scrollTop += place.top - frame.top - frame.height / 2
  if (place.left < frame.left + 72 || place.right > frame.right) region.scrollLeft += place.left - frame.left - 120
}

function matchWords(count: number, active: number): string {
  if (count === 0) return 'not found'
  return `${active + 1} of ${count === MAX_MATCHES ? `${MAX_MATCHES} or more` : count}`
}

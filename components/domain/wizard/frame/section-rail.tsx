'use client'

import type { MouseEvent } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import type { IconName } from '#components/ui/icon-paths.tsx'
import { Select } from '#components/ui/select.tsx'
import type { RailEntry } from '../model/rail.ts'
import { SECTIONS, type SectionId, type SectionState } from '../model/sections.ts'

interface SectionRailProps {
  readonly entries: readonly RailEntry[]
  readonly current: SectionId
  readonly hrefOf: (id: SectionId) => string
  readonly onGo: (id: SectionId) => void
}

const LOOK: Readonly<Record<SectionState['state'], { icon: IconName; tone: string; word: string }>> = {
  complete: { icon: 'done', tone: 'text-ok', word: 'complete' },
  errors: { icon: 'error', tone: 'text-err', word: 'with errors' },
  warnings: { icon: 'warning', tone: 'text-warn', word: 'with warnings' },
  untouched: { icon: 'ready', tone: 'text-ink-3', word: 'not begun' },
}

const titleOf = (id: SectionId): string => SECTIONS.find((section) => section.id === id)?.title ?? id

/** Every section with its state; a list below the width of three columns. */
export function SectionRail({ entries, current, hrefOf, onGo }: SectionRailProps) {
  const complete = entries.filter(({ id, state }) => id !== 'check' && state === 'complete').length
  const total = entries.length - 1
  const follow = (event: MouseEvent, id: SectionId) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    onGo(id)
  }
  return (
    <nav aria-label="Sections" className="border-rule max-lg:border-b max-lg:p-4 lg:border-r lg:py-5">
      <div className="lg:hidden">
        <Select
          aria-label="Section"
          value={current}
          options={entries.map(({ id, state, note }, index) => ({
            value: id,
            label: `${index + 1}. ${titleOf(id)}${state === 'errors' || state === 'warnings' ? `: ${note}` : ''}`,
          }))}
          onChange={(event) => onGo(event.target.value as SectionId)}
        />
      </div>
      <div className="max-lg:hidden">
        <p className="px-5 text-ink-3 text-sm">
          <b className="text-ink">
            {complete} of {total}
          </b>{' '}
          sections complete
        </p>
        <div aria-hidden="true" className="mx-5 mt-2 mb-3.5 h-1.5 overflow-hidden rounded bg-rule">
          <div className="h-full bg-ink" style={{ width: `${(complete / total) * 100}%` }} />
        </div>
        <ol>
          {entries.map(({ id, state, note }) => (
            <li key={id}>
              <a
                href={hrefOf(id)}
                aria-current={id === current ? 'step' : undefined}
                onClick={(event) => follow(event, id)}
                className={cn(
                  'grid min-h-9 grid-cols-[1.25rem_1fr] gap-x-2 gap-y-0.5 border-transparent border-l-3 py-2 pr-4 pl-[17px] text-ink-2 no-underline hover:bg-sunk hover:text-ink',
                  id === current && 'border-accent bg-accent-wash font-bold text-ink hover:bg-accent-wash',
                )}
              >
                <Icon name={LOOK[state].icon} className={cn('mt-0.5', LOOK[state].tone)} />
                <span>
                  {titleOf(id)}
                  <span className="sr-only">, {LOOK[state].word}</span>
                </span>
                <small className="col-start-2 min-h-4 font-normal text-ink-3 text-xs">{note}</small>
              </a>
            </li>
          ))}
        </ol>
      </div>
    </nav>
  )
}

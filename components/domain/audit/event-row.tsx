'use client'

import type { MouseEvent } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import { Time } from '#components/ui/time.tsx'
import { TONE_TEXT } from '#components/ui/tone.ts'
import { auditKindWords } from '#core/audit/kinds.ts'
import type { AuditEventView } from '#server/audit/views.ts'
import { sentenceParts } from './event-days.ts'
import { EventDetails } from './event-details.tsx'
import { eventLook } from './event-look.ts'

interface EventRowProps {
  readonly event: AuditEventView
  /** `asked`: by the reader. `first`: nothing was asked for, and the margin shows the newest event. */
  readonly shown: 'asked' | 'first' | null
  /** Address of this page with this event open. */
  readonly href: string
  readonly onShow: () => void
}

/** One event. A click shows its facts in the margin, on narrow screens below the row. */
export function EventRow({ event, shown, href, onShow }: EventRowProps) {
  const { icon, tone } = eventLook(event)
  const { name, rest } = sentenceParts(event)
  const handleClick = (click: MouseEvent) => {
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.button !== 0) return
    click.preventDefault()
    onShow()
  }
  return (
    <li data-nav-row="" className="border-rule border-b">
      <a
        href={href}
        onClick={handleClick}
        aria-current={shown === 'asked' || undefined}
        className={cn(
          'grid grid-cols-[4.1rem_1.25rem_minmax(0,1fr)_auto] gap-x-3 px-6 py-[9px] text-ink no-underline hover:bg-sunk hover:text-ink focus-visible:-outline-offset-2 max-sm:grid-cols-[1.25rem_minmax(0,1fr)_auto] max-sm:px-4',
          shown === 'asked' && 'bg-accent-wash shadow-[inset_3px_0_0_var(--color-accent)] hover:bg-accent-wash',
          shown === 'first' && 'md:bg-accent-wash md:shadow-[inset_3px_0_0_var(--color-accent)]',
        )}
      >
        <Time
          value={event.at}
          show="clock with seconds"
          zone={false}
          className="text-ink-2 text-sm leading-5 max-sm:order-4 max-sm:col-start-2"
        />
        <Icon name={icon} className={cn('mt-0.5 text-ink-3', tone && TONE_TEXT[tone])} />
        <span className="min-w-0">
          {event.outcome === 'refused' ? <b className="text-err">Refused: </b> : null}
          {name ? <b>{name}</b> : null}
          {rest}
          <span className="block text-ink-3 text-sm">
            {auditKindWords(event.kind).title}
            {event.address ? `, from ${event.address}` : ''}
          </span>
        </span>
        <span className="font-mono text-ink-3 text-xs leading-5">
          <span className="sr-only">event </span>
          {event.seq.toLocaleString('en')}
        </span>
      </a>
      {shown === 'asked' ? (
        <div className="border-rule border-t bg-sunk px-6 py-4 md:hidden max-sm:px-4">
          <EventDetails event={event} />
        </div>
      ) : null}
    </li>
  )
}

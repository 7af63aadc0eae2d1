'use client'

import { NextWords } from '#components/domain/requests-list/next-words.tsx'
import { Link } from '#components/ui/link.tsx'
import { momentAsWritten } from '#components/ui/time-words.ts'
import type { RequestSummary } from '#server/requests/views.ts'
import { dayBar, type TimeWindow, windowWords } from './day-bar.ts'
import { dueOf } from './words.ts'

/** Windows that are not over, each on its day. */
export function UpcomingWindows({ rows, now }: { readonly rows: readonly RequestSummary[]; readonly now: Date }) {
  return (
    <ul>
      {rows.map((request) =>
        request.window ? <Night key={request.id} request={request} window={request.window} now={now} /> : null,
      )}
    </ul>
  )
}

function Night({ request, window, now }: { request: RequestSummary; window: TimeWindow; now: Date }) {
  const { id, environmentName, targets, next } = request
  const [weekday, day, month] = momentAsWritten(window.notBefore).shortDay.split(' ')
  const open = dueOf(window, now).tone === 'now'
  return (
    <li
      data-nav-row=""
      className="grid grid-cols-[3.25rem_minmax(0,1fr)] gap-x-3.5 border-rule border-t py-3.5 first:border-t-0 first:pt-0"
    >
      <p className="font-bold text-2xl leading-[1.625rem] tracking-[-0.02em]" aria-hidden="true">
        {day}
        <span className="block font-normal text-ink-3 text-xs tracking-normal">
          {weekday} {month}
        </span>
      </p>
      <div className="min-w-0">
        <h3 className="[overflow-wrap:anywhere]">
          <Link href={`/requests/${id}`}>{environmentName || id}</Link>
        </h3>
        <p className="text-ink-2 text-sm">
          {open ? <b className="text-run">Open now. </b> : null}
          {id}
          {targets === null ? '' : `, ${targets} ${targets === 1 ? 'target' : 'targets'}`}. <NextWords next={next} />
        </p>
        <Bar window={window} now={now} />
      </div>
    </li>
  )
}

function Bar({ window, now }: { readonly window: TimeWindow; readonly now: Date }) {
  const bar = dayBar(window, now)
  return (
    <div role="img" aria-label={`Window: ${windowWords(window)}`} title={windowWords(window)} className="mt-2">
      <div className="relative h-2.5 rounded-[2px] border border-rule-2 bg-sheet">
        <span
          className="absolute inset-y-0 min-w-0.5 bg-accent"
          style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
        />
        {bar.now === null ? null : (
          <span className="absolute -inset-y-1 w-0.5 -translate-x-1/2 bg-run" style={{ left: `${bar.now}%` }} />
        )}
      </div>
      <div className="mt-0.5 flex justify-between text-ink-3 text-xs leading-[0.875rem]">
        {bar.ticks.map((tick, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a tick is its place on the bar; 12 stands at both ends
          <span key={index}>
            {tick}
            {index === bar.ticks.length - 1 ? ` ${window.timeZone}` : ''}
          </span>
        ))}
      </div>
    </div>
  )
}

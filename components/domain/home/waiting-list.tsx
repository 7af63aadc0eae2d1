'use client'

import { cn } from '#components/ui/class-names.ts'
import { ButtonLink, Link } from '#components/ui/link.tsx'
import { StateBadge } from '#components/ui/state-badge.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { Time } from '#components/ui/time.tsx'
import type { WaitingItem } from '#server/home/views.ts'
import type { RequestSummary } from '#server/requests/views.ts'
import { whyItWaits } from './why-it-waits.ts'
import { type Due, dueOf } from './words.ts'

/** What waits for the reader: until when, what and why, and one button each. The most urgent one is filled. */
export function WaitingList({ items, now }: { readonly items: readonly WaitingItem[]; readonly now: Date }) {
  return (
    <ul>
      {items.map((item, index) => (
        <Waiting key={item.request.id} item={item} now={now} urgent={index === 0} />
      ))}
    </ul>
  )
}

const DUE_TONE: Readonly<Record<Due['tone'], string>> = { calm: 'text-ink', now: 'text-run', late: 'text-warn' }

function Waiting({ item, now, urgent }: { item: WaitingItem; now: Date; urgent: boolean }) {
  const { request, action, since } = item
  const due = dueOf(request.window, now)
  const href = `/requests/${request.id}`
  return (
    <li
      data-nav-row=""
      className="grid grid-cols-[9.5rem_minmax(0,1fr)_auto] items-start gap-x-6 gap-y-1 border-rule border-t py-4 first:border-t-0 first:pt-1 max-sm:grid-cols-1 max-sm:gap-y-2"
    >
      <p className="text-ink-3 text-sm max-sm:flex max-sm:flex-wrap max-sm:items-baseline max-sm:gap-x-2">
        <b className={cn('block text-lg leading-6 max-sm:inline', DUE_TONE[due.tone])}>{due.words}</b>
        {due.at ?? (
          <>
            since <Time value={since} show="date" />
          </>
        )}
      </p>
      <div className="min-w-0">
        <h3 className="text-[1rem] leading-6 [overflow-wrap:anywhere]">
          <Link href={href} look="quiet" className="text-ink decoration-rule-2">
            {request.id} revision {request.revision}: {request.title || 'no title yet'}
          </Link>
        </h3>
        <p className="max-w-[64ch] text-ink-2">{whyItWaits(request)}</p>
        <Facts request={request} since={since} />
      </div>
      <ButtonLink href={href} variant={urgent ? 'main' : 'normal'} className="max-sm:w-full sm:max-w-52">
        {action}
        <span className="sr-only"> ({request.id})</span>
      </ButtonLink>
    </li>
  )
}

function Facts({ request, since }: { readonly request: RequestSummary; readonly since: string }) {
  const { targets, errors, warnings, environmentName, owner, state } = request
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  return (
    <ul className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-0.5 text-ink-3 text-sm leading-5 *:flex *:gap-1">
      <li>
        <StateBadge state={state} boxed={false} />
      </li>
      {environmentName ? <li>{environmentName}</li> : null}
      {targets === null ? null : <li>{count(targets, 'target')}</li>}
      {errors > 0 ? (
        <li>
          <StatusMark icon="error" tone="err">
            {count(errors, 'error')}
          </StatusMark>
        </li>
      ) : null}
      {warnings > 0 ? (
        <li>
          <StatusMark icon="warning" tone="warn">
            {count(warnings, 'warning')}
          </StatusMark>
        </li>
      ) : null}
      <li>by {owner.name}</li>
      {request.window ? (
        <li>
          waits since <Time value={since} />
        </li>
      ) : null}
    </ul>
  )
}

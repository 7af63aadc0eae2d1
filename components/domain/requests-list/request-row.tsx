'use client'

import type { ReactNode } from 'react'
import { Link } from '#components/ui/link.tsx'
import { StateBadge } from '#components/ui/state-badge.tsx'
import { Cell, Row } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { RequestSummary } from '#server/requests/views.ts'
import { FOLDS_FIRST, FOLDS_SECOND } from './column-folds.ts'
import { NextWords } from './next-words.tsx'
import { WindowCell } from './window-cell.tsx'

interface RequestRowProps {
  readonly request: RequestSummary
  /** The menu of what can be done with this row, where the person may do something. */
  readonly actions: ReactNode
}

/** One request. On phones: id, state and menu in one line, all else below, labelled. */
export function RequestRow({ request, actions }: RequestRowProps) {
  const { id, kind, state, next, owner, changedAt } = request
  return (
    <Row className="h-[57px] hover:bg-sunk has-[th_a:focus-visible]:bg-accent-wash max-sm:grid max-sm:h-auto max-sm:grid-cols-[auto_1fr_auto] max-sm:items-center max-sm:gap-x-2">
      <Cell heads className="pl-4 font-bold max-sm:order-1 sm:pl-6">
        <Link href={`/requests/${id}`} className="whitespace-nowrap">
          {id}
        </Link>
      </Cell>
      <Cell className="min-w-32 max-sm:order-4 max-sm:col-span-3 lg:min-w-44 min-[84rem]:min-w-56">
        <TitleLines request={request} />
      </Cell>
      <Cell label="Kind" className={`whitespace-nowrap max-sm:order-5 max-sm:col-span-3 ${FOLDS_FIRST}`}>
        {kind}
      </Cell>
      <Cell className="max-sm:order-2 max-sm:justify-self-end">
        <StateBadge state={state} />
      </Cell>
      <Cell className="min-w-36 max-sm:order-6 max-sm:col-span-3 lg:min-w-48">
        <NextWords next={next} />
      </Cell>
      <Cell label="Window" className="max-sm:order-7 max-sm:col-span-3 min-[77rem]:whitespace-nowrap">
        <WindowCell window={request.window} />
      </Cell>
      <Cell label="Owner" className={`max-sm:order-8 max-sm:col-span-3 min-[77rem]:whitespace-nowrap ${FOLDS_FIRST}`}>
        {owner.name}
      </Cell>
      <Cell
        label="Changed"
        className={`text-ink-2 max-sm:order-9 max-sm:col-span-3 min-[77rem]:whitespace-nowrap sm:last:pr-6 ${FOLDS_SECOND}`}
      >
        <Time value={changedAt} zone={false} />
      </Cell>
      {actions ? <Cell className="w-9 pr-3 max-sm:order-3 sm:pr-5">{actions}</Cell> : null}
    </Row>
  )
}

/** Title and environment; below them what has no column of its own at this width. */
function TitleLines({ request: { title, environmentName, kind, owner, changedAt } }: { request: RequestSummary }) {
  return (
    <>
      <span className="block [overflow-wrap:anywhere]">{title || <i className="text-ink-3">No title yet</i>}</span>
      <span className="block text-ink-3 text-sm [overflow-wrap:anywhere]">
        {environmentName || 'Environment has no name yet'}
      </span>
      <span className="hidden text-ink-3 text-sm sm:max-lg:block">
        {kind}, by {owner.name}
      </span>
      <span className="hidden text-ink-3 text-sm sm:max-md:block">
        changed <Time value={changedAt} />
      </span>
    </>
  )
}

'use client'

import { NextWords } from '#components/domain/requests-list/next-words.tsx'
import { WindowCell } from '#components/domain/requests-list/window-cell.tsx'
import { Link } from '#components/ui/link.tsx'
import { StateBadge } from '#components/ui/state-badge.tsx'
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { RequestSummary } from '#server/requests/views.ts'

interface RequestLinesProps {
  readonly caption: string
  readonly rows: readonly RequestSummary[]
}

/** A few requests with their state and what happens next. */
export function RequestLines({ caption, rows }: RequestLinesProps) {
  return (
    <Table caption={caption}>
      <TableHead>
        <HeaderCell>Request</HeaderCell>
        <HeaderCell>Environment</HeaderCell>
        <HeaderCell className="sm:max-md:hidden">Kind</HeaderCell>
        <HeaderCell>State</HeaderCell>
        <HeaderCell>What happens next</HeaderCell>
        <HeaderCell numeric>Window</HeaderCell>
      </TableHead>
      <TableBody>
        {rows.map((request) => (
          <Row
            key={request.id}
            className="hover:bg-sunk has-[th_a:focus-visible]:bg-accent-wash max-sm:grid max-sm:grid-cols-[auto_1fr] max-sm:items-center max-sm:gap-x-3"
          >
            <Cell heads className="whitespace-nowrap font-bold max-sm:order-1">
              <Link href={`/requests/${request.id}`}>{request.id}</Link>
            </Cell>
            <Cell className="max-sm:order-3 max-sm:col-span-2">
              {request.environmentName || <span className="text-ink-3">no name yet</span>}
            </Cell>
            <Cell className="whitespace-nowrap max-md:hidden">{request.kind}</Cell>
            <Cell className="max-sm:order-2 max-sm:justify-self-end">
              <StateBadge state={request.state} />
            </Cell>
            <Cell className="max-sm:order-4 max-sm:col-span-2">
              <NextWords next={request.next} />
            </Cell>
            <Cell
              label="Window"
              numeric
              className="max-md:whitespace-normal max-sm:order-5 max-sm:col-span-2 max-sm:text-sm"
            >
              <WindowCell window={request.window} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

'use client'

import type { ReactNode } from 'react'
import { SkeletonLine } from '#components/ui/skeleton.tsx'
import { Cell, EmptyRow, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { ZoneName } from '#components/ui/time.tsx'
import { FOLDS_FIRST, FOLDS_SECOND } from './column-folds.ts'
import { type ListQuery, type SortKey, sortedBy } from './list-query.ts'

interface RequestsTableProps {
  readonly query: ListQuery
  readonly onQuery: (next: ListQuery) => void
  readonly withActions: boolean
  /** Older rows are shown while newer ones are on their way. */
  readonly stale: boolean
  readonly children: ReactNode
}

export const columnsOf = (withActions: boolean) => (withActions ? 9 : 8)

/** Head and frame of the list. */
export function RequestsTable({ query, onQuery, withActions, stale, children }: RequestsTableProps) {
  const sortable = (by: SortKey) => ({
    sort:
      query.by !== by
        ? ('none' as const)
        : query.direction === 'asc'
          ? ('ascending' as const)
          : ('descending' as const),
    onSort: () => onQuery(sortedBy(query, by)),
  })
  return (
    <Table
      caption="Requests. j and k move from row to row, Enter opens."
      aria-busy={stale || undefined}
      className={stale ? 'opacity-60 transition-opacity' : 'transition-opacity'}
    >
      <TableHead>
        <HeaderCell {...sortable('id')} className="pl-6">
          Request
        </HeaderCell>
        <HeaderCell {...sortable('title')}>Title</HeaderCell>
        <HeaderCell className={FOLDS_FIRST}>Kind</HeaderCell>
        <HeaderCell {...sortable('state')}>State</HeaderCell>
        <HeaderCell>What happens next</HeaderCell>
        <HeaderCell {...sortable('window')}>Window</HeaderCell>
        <HeaderCell className={FOLDS_FIRST}>Owner</HeaderCell>
        <HeaderCell {...sortable('changed')} className={FOLDS_SECOND}>
          Changed, <ZoneName />
        </HeaderCell>
        {withActions ? (
          <HeaderCell>
            <span className="sr-only">Actions</span>
          </HeaderCell>
        ) : null}
      </TableHead>
      <TableBody className="max-sm:[&>tr]:px-4">{children}</TableBody>
    </Table>
  )
}

/** As high as real rows, so that nothing moves when they come. */
export function LoadingRequests({ columns }: { readonly columns: number }) {
  return Array.from({ length: 8 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
    <Row key={row} className="h-[57px] max-sm:h-54">
      <Cell colSpan={columns} className="px-4 sm:px-6">
        {row === 0 ? <span className="sr-only">Loading requests</span> : null}
        <SkeletonLine className={row % 2 === 0 ? 'w-4/5' : 'w-3/5'} />
      </Cell>
    </Row>
  ))
}

export function FullWidthRow({ columns, children }: { readonly columns: number; readonly children: ReactNode }) {
  return (
    <EmptyRow columns={columns}>
      <div className="px-4 sm:px-6">{children}</div>
    </EmptyRow>
  )
}

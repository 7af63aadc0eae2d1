'use client'

import { Button } from './button.tsx'

interface PaginationProps {
  /** Counts from 1. */
  readonly page: number
  readonly pageSize: number
  readonly total: number
  /** Plural: `requests`. */
  readonly noun: string
  readonly onPage: (page: number) => void
}

export function Pagination({ page, pageSize, total, noun, onPage }: PaginationProps) {
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const first = Math.min(total, (page - 1) * pageSize + 1)
  const last = Math.min(total, page * pageSize)
  return (
    <nav aria-label={`Pages of ${noun}`} className="flex flex-wrap items-center gap-2">
      <p className="mr-auto text-ink-3 text-sm max-sm:w-full" aria-live="polite">
        {total === 0 ? `No ${noun}` : `${first} to ${last} of ${total} ${noun}`}
      </p>
      <Button
        size="small"
        icon="left"
        blocked={page <= 1 ? 'This is the first page.' : null}
        reason="hidden"
        onClick={() => onPage(page - 1)}
      >
        Previous
      </Button>
      <span className="text-ink-3 text-sm">
        Page {page} of {pages}
      </span>
      <Button
        size="small"
        iconAfter="right"
        blocked={page >= pages ? 'This is the last page.' : null}
        reason="hidden"
        onClick={() => onPage(page + 1)}
      >
        Next
      </Button>
    </nav>
  )
}

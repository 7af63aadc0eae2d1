'use client'

import type { RequestSummary } from '#server/requests/views.ts'
import { RequestRow } from './request-row.tsx'
import { RowActions } from './row-actions.tsx'

interface RequestRowsProps {
  readonly rows: readonly RequestSummary[]
  readonly me: { readonly id: string; readonly isRequester: boolean }
  readonly clone: { readonly isPending: boolean; readonly mutate: (request: { id: string }) => void }
  readonly onDelete: (request: RequestSummary) => void
}

export function RequestRows({ rows, me, clone, onDelete }: RequestRowsProps) {
  return rows.map((request) => (
    <RequestRow
      key={request.id}
      request={request}
      actions={
        me.isRequester ? (
          <RowActions
            request={request}
            mine={request.owner.id === me.id}
            busy={clone.isPending}
            onClone={() => clone.mutate({ id: request.id })}
            onDelete={() => onDelete(request)}
          />
        ) : null
      }
    />
  ))
}

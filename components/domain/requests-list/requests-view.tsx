'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useAddressState } from '#components/domain/filters/use-address-state.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { ButtonLink } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { PageHead, Sheet } from '#components/ui/sheet.tsx'
import { toast } from '#components/ui/toaster.tsx'
import type { RequestSummary } from '#server/requests/views.ts'
import { DeleteDraftDialog } from './delete-draft-dialog.tsx'
import { ListEmpty } from './list-empty.tsx'
import { ListFilters } from './list-filters.tsx'
import { PAGE_SIZE, parseListQuery, toListInput, writeListQuery } from './list-query.ts'
import { RequestRow } from './request-row.tsx'
import { columnsOf, FullWidthRow, LoadingRequests, RequestsTable } from './requests-table.tsx'
import { RowActions } from './row-actions.tsx'

const FORMAT = { parse: parseListQuery, write: writeListQuery }
const REFRESH_MS = 30_000

interface RequestsViewProps {
  readonly me: { readonly id: string; readonly isRequester: boolean }
}

export function RequestsView({ me }: RequestsViewProps) {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const [query, putQuery] = useAddressState(FORMAT)
  const [toDelete, setToDelete] = useState<RequestSummary | null>(null)

  const list = useQuery(
    trpc.requests.list.queryOptions(toListInput(query), {
      placeholderData: keepPreviousData,
      refetchInterval: REFRESH_MS,
    }),
  )
  const clone = useMutation(
    trpc.requests.clone.mutationOptions({
      onSuccess: async ({ id }, source) => {
        toast({ text: `${id} is a new draft, copied from ${source.id}.` })
        await queryClient.invalidateQueries({ queryKey: trpc.requests.list.queryKey() })
        router.push(`/requests/${id}/edit`)
      },
    }),
  )

  const columns = columnsOf(me.isRequester)
  const { data } = list
  return (
    <>
      <PageHead
        title="Requests"
        lead="Every request with its state, what happens next and its window. Refused, withdrawn and expired ones stay readable."
        actions={
          me.isRequester ? (
            <ButtonLink href="/requests/new" variant="main" icon="plus">
              New request
            </ButtonLink>
          ) : null
        }
      />
      <Sheet>
        <ListFilters query={query} onQuery={putQuery} showMine={me.isRequester} />
        {clone.error ? (
          <Notice kind="error" live title={`${clone.variables?.id} was not copied`} className="m-4 sm:mx-6">
            {errorWords(clone.error).message}
          </Notice>
        ) : null}
        {list.error && data ? (
          <Notice kind="warn" live className="m-4 sm:mx-6">
            The portal does not answer. The rows below may be old; the page tries again by itself.
          </Notice>
        ) : null}
        <RequestsTable query={query} onQuery={putQuery} withActions={me.isRequester} stale={list.isPlaceholderData}>
          {data?.rows.map((request) => (
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
                    onDelete={() => setToDelete(request)}
                  />
                ) : null
              }
            />
          ))}
          {list.isPending ? <LoadingRequests columns={columns} /> : null}
          {data?.rows.length === 0 ? (
            <FullWidthRow columns={columns}>
              <ListEmpty query={query} total={data.total} canCreate={me.isRequester} onQuery={putQuery} />
            </FullWidthRow>
          ) : null}
          {list.error && !data ? (
            <FullWidthRow columns={columns}>
              <QueryError
                title="The list of requests cannot be shown"
                error={list.error}
                onRetry={() => list.refetch()}
                busy={list.isFetching}
              />
            </FullWidthRow>
          ) : null}
        </RequestsTable>
        <div className="border-rule border-t px-4 py-3 sm:px-6">
          <Pagination
            page={query.page}
            pageSize={PAGE_SIZE}
            total={data?.total ?? 0}
            noun="requests"
            onPage={(page) => putQuery({ ...query, page })}
          />
        </div>
      </Sheet>
      {toDelete ? <DeleteDraftDialog request={toDelete} onClose={() => setToDelete(null)} /> : null}
    </>
  )
}

'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAddressState } from '#components/domain/filters/use-address-state.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { ButtonLink } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHead, Sheet } from '#components/ui/sheet.tsx'
import type { RequestSummary } from '#server/requests/views.ts'
import { DeleteDraftDialog } from './delete-draft-dialog.tsx'
import { ListEmpty } from './list-empty.tsx'
import { ListFilters } from './list-filters.tsx'
import { ListFoot } from './list-foot.tsx'
import { parseListQuery, toListInput, writeListQuery } from './list-query.ts'
import { RequestRows } from './request-rows.tsx'
import { columnsOf, FullWidthRow, LoadingRequests, RequestsTable } from './requests-table.tsx'
import { useClone } from './use-clone.ts'

const FORMAT = { parse: parseListQuery, write: writeListQuery }
const REFRESH_MS = 30_000

interface Reader {
  readonly id: string
  readonly isRequester: boolean
}

/** The list of requests. Filters, order and page live in the address. */
export function RequestsView({ me }: { readonly me: Reader }) {
  const trpc = useTRPC()
  const [query, putQuery] = useAddressState(FORMAT)
  const [toDelete, setToDelete] = useState<RequestSummary | null>(null)
  const clone = useClone()
  const list = useQuery(
    trpc.requests.list.queryOptions(toListInput(query), {
      placeholderData: keepPreviousData,
      refetchInterval: REFRESH_MS,
    }),
  )
  const columns = columnsOf(me.isRequester)
  const { data } = list
  return (
    <>
      <Head canCreate={me.isRequester} />
      <Sheet>
        <ListFilters query={query} onQuery={putQuery} showMine={me.isRequester} />
        {clone.error ? (
          <Notice kind="error" live title={`${clone.variables.id} was not copied`} className="m-4 sm:mx-6">
            {errorWords(clone.error).message}
          </Notice>
        ) : null}
        {list.error && data ? (
          <Notice kind="warn" live title="These rows may be old" className="m-4 sm:mx-6">
            {errorWords(list.error).message} The page tries again by itself.
          </Notice>
        ) : null}
        <RequestsTable query={query} onQuery={putQuery} withActions={me.isRequester} stale={list.isPlaceholderData}>
          <RequestRows rows={data?.rows ?? []} me={me} clone={clone} onDelete={setToDelete} />
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
        <ListFoot query={query} page={data} onQuery={putQuery} />
      </Sheet>
      {toDelete ? <DeleteDraftDialog request={toDelete} onClose={() => setToDelete(null)} /> : null}
    </>
  )
}

function Head({ canCreate }: { readonly canCreate: boolean }) {
  return (
    <PageHead
      title="Requests"
      lead="Every request with its state, what happens next and its window. Refused, withdrawn and expired ones stay readable."
      actions={
        canCreate ? (
          <ButtonLink href="/requests/new" variant="main" icon="plus">
            New request
          </ButtonLink>
        ) : null
      }
    />
  )
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { isUnderWay } from '../data/poll-interval.ts'
import { useRequest } from '../data/request-provider.tsx'
import { FileBrowser } from './file-browser.tsx'

/** Every generated file, exactly as people approve it. */
export function FilesTab() {
  const { view } = useRequest()
  const trpc = useTRPC()
  const revision = view.generated?.revision
  const files = useQuery({
    ...trpc.requests.files.queryOptions({ id: view.id, ...(revision === undefined ? {} : { revision }) }),
    enabled: revision !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (revision === undefined)
    return (
      <Sheet>
        <Section title="Files">
          <EmptyState title="No files yet">
            {view.preparation && isUnderWay(view.preparation)
              ? 'They are being made. They appear here as soon as all of them are done.'
              : 'They are made when the draft is submitted. Until then the plan shows what they will say.'}
          </EmptyState>
        </Section>
      </Sheet>
    )
  if (files.data) return <FileBrowser entries={files.data} revision={revision} />
  return (
    <Sheet>
      <Section title="Files">
        {files.error ? (
          <QueryError
            title="The files cannot be listed."
            error={files.error}
            onRetry={() => files.refetch()}
            busy={files.isFetching}
          />
        ) : (
          <Skeleton label="Reading the list of files" lines={18} className="min-h-[32rem]" />
        )}
      </Section>
    </Sheet>
  )
}

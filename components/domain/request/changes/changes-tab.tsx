'use client'

import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { DecidePanel } from '../approvals/decide-panel.tsx'
import { moveFocus } from '../data/move-focus.ts'
import { useRequest } from '../data/request-provider.tsx'
import { usePageKeys } from '../data/use-page-keys.ts'
import { BaseChoice } from './base-choice.tsx'
import { baseRevision, shownRevision } from './base-revision.ts'
import { EnvironmentChanges } from './environment-changes.tsx'
import { FileChanges } from './file-changes.tsx'
import { PlanChanges } from './plan-changes.tsx'

/** What the shown revision says differently from an earlier one: the form, the plan, every file. */
export function ChangesTab() {
  const { latest, view } = useRequest()
  const trpc = useTRPC()
  const shown = shownRevision(view)
  usePageKeys({ n: () => moveFocus('[data-difference]', 1), p: () => moveFocus('[data-difference]', -1) })
  const base = baseRevision(latest, shown, useSearchParams().get('since'))
  const before = useQuery({
    ...trpc.requests.view.queryOptions({ id: latest.id, revision: base ?? 1 }),
    enabled: base !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (base === null)
    return (
      <Sheet>
        <Section title="Changes">
          <EmptyState title="This is the first revision">
            Differences appear here once a later one was made, for example after an approver asked for changes.
          </EmptyState>
        </Section>
      </Sheet>
    )
  if (!before.data)
    return (
      <Sheet>
        <Section title={`Changes since revision ${base}`}>
          {before.error ? (
            <QueryError
              title={`Revision ${base} cannot be read.`}
              error={before.error}
              onRetry={() => before.refetch()}
              busy={before.isFetching}
            />
          ) : (
            <Skeleton label={`Reading revision ${base}`} lines={16} />
          )}
        </Section>
      </Sheet>
    )
  return (
    <Sheet margin={<DecidePanel />} marginLabel="Your decision">
      <BaseChoice base={base} shown={shown} />
      <EnvironmentChanges before={before.data} after={view} />
      <PlanChanges before={before.data} after={view} />
      <FileChanges before={before.data} after={view} />
    </Sheet>
  )
}

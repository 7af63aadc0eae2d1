'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { DriftsView } from '#server/discovery/views.ts'
import { useRequest } from '../data/request-provider.tsx'
import { DriftCheck } from './drift-check.tsx'
import { DriftReports } from './drift-reports.tsx'

/** Whether the installation still is what people approved. */
export function DriftSection() {
  const { latest } = useRequest()
  const trpc = useTRPC()
  const drifts = useQuery(trpc.discovery.drifts.queryOptions({ id: latest.id }))
  const [shown, setShown] = useState<number | null>(null)
  return (
    <Section title="Drift" end={drifts.data ? endOf(drifts.data) : null}>
      {drifts.error && !drifts.data ? (
        <QueryError
          title="The drift reports cannot be shown."
          error={drifts.error}
          onRetry={() => drifts.refetch()}
          busy={drifts.isFetching}
        />
      ) : null}
      {drifts.isPending ? <Skeleton label="Reading the drift reports" lines={6} /> : null}
      {drifts.data ? (
        <>
          <Check drifts={drifts.data} onChecked={setShown} />
          {drifts.data.reports.length > 0 ? (
            <DriftReports reports={drifts.data.reports} shown={shown} onShow={setShown} />
          ) : drifts.data.revision === null ? null : (
            <EmptyState title="Nobody has looked yet">
              Run <Link href="/discovery">the discovery script</Link> again shortly before the window. The report shows
              what is no longer as it was approved, and which steps that touches.
            </EmptyState>
          )}
        </>
      ) : null}
    </Section>
  )
}

const endOf = ({ revision }: DriftsView) =>
  revision === null ? null : `compared with revision ${revision}, as approved`

function Check({ drifts, onChecked }: { readonly drifts: DriftsView; readonly onChecked: (report: number) => void }) {
  if (drifts.revision === null) {
    return <p className="text-ink-2">There is nothing to compare with before enough people approved a revision.</p>
  }
  if (!drifts.mayCheck) return <p className="text-ink-2">The requester and operators can check for drift.</p>
  return <DriftCheck onChecked={onChecked} />
}

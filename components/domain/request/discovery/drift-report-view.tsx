'use client'

import { useQuery } from '@tanstack/react-query'
import { sourceWords } from '#components/domain/discovery/source-words.ts'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Time } from '#components/ui/time.tsx'
import type { DriftView } from '#server/discovery/views.ts'
import { useRequest } from '../data/request-provider.tsx'
import { DriftItems } from './drift-items.tsx'

export function DriftReportView({ number }: { readonly number: number }) {
  const { latest } = useRequest()
  const trpc = useTRPC()
  const drift = useQuery(trpc.discovery.drift.queryOptions({ id: latest.id, number }))
  if (drift.error && !drift.data) {
    return (
      <QueryError
        title="This report cannot be shown."
        error={drift.error}
        onRetry={() => drift.refetch()}
        busy={drift.isFetching}
      />
    )
  }
  if (!drift.data) return <Skeleton label="Reading the report" lines={8} className="mt-5" />
  return <Report drift={drift.data} />
}

function Report({ drift }: { readonly drift: DriftView }) {
  const { report, environment, by, at, revision, counts } = drift
  return (
    <section aria-label="Drift report" className="mt-5" aria-live="polite">
      <Notice kind={noticeOf(report.worst)} title={verdict(drift)}>
        <p>
          {by.name}, <Time value={at} />, revision {revision} against {sourceWords(report.sources)}. {report.confirmed}{' '}
          places are as approved, {counts.information} came out that nobody knew.
        </p>
        <Unseen drift={drift} />
      </Notice>
      <DriftItems items={report.items} environment={environment} />
    </section>
  )
}

/** What was not looked at is neither confirmed nor refuted. */
function Unseen({ drift: { report } }: { readonly drift: DriftView }) {
  const { unseenServers, directoryUnseen, unknown } = report
  const missing = [...unseenServers, ...(directoryUnseen ? ['the directory'] : [])]
  return (
    <>
      {missing.length > 0 ? <p className="[overflow-wrap:anywhere]">Not looked at: {missing.join(', ')}.</p> : null}
      {unknown.length > 0 ? (
        <p>
          {unknown.length} {unknown.length === 1 ? 'open fact' : 'open facts'} could not be read.
        </p>
      ) : null}
    </>
  )
}

const noticeOf = (worst: DriftView['worst']) =>
  worst === 'blocks' ? 'error' : worst === 'warns' ? 'warn' : worst === null ? 'ok' : 'info'

function verdict({ counts: { blocks, warns } }: DriftView): string {
  const look = warns === 0 ? '' : `${blocks === 0 ? '' : ', '}${warns} to look at`
  if (blocks > 0)
    return `${blocks} ${blocks === 1 ? 'difference blocks' : 'differences block'} the approved plan${look}`
  return warns > 0 ? `Nothing blocks, ${warns} to look at` : 'Everything that was looked at is as approved'
}

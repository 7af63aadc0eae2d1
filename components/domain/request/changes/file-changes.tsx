'use client'

import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { SegmentedChoice } from '#components/ui/choice.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { RequestView } from '#server/requests/views.ts'
import { counted } from '../data/when.ts'
import { compareFiles } from './compare-files.ts'
import { FileChangeRow } from './file-change-row.tsx'

export type DiffLook = 'unified' | 'split'

interface BothProps {
  readonly before: RequestView
  readonly after: RequestView
}

/** Every file that is not the same bytes; the lines of one are fetched when it is opened. */
export function FileChanges({ before, after }: BothProps) {
  const trpc = useTRPC()
  const [look, setLook] = useState<DiffLook>('unified')
  const opened = useSearchParams().get('file')
  const revisions = [before.generated?.revision, after.generated?.revision] as const
  const options = (revision: number | undefined) => ({
    ...trpc.requests.files.queryOptions({ id: after.id, revision: revision ?? 1 }),
    enabled: revisions.every((one) => one !== undefined),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const old = useQuery(options(revisions[0]))
  const fresh = useQuery(options(revisions[1]))
  const compared = useMemo(
    () => (old.data && fresh.data ? compareFiles(old.data, fresh.data) : null),
    [old.data, fresh.data],
  )
  const error = old.error ?? fresh.error
  if (revisions.includes(undefined))
    return (
      <Section title="Files">
        <p className="text-ink-2">
          Files are compared once the draft was generated: that happens when it is submitted.
        </p>
      </Section>
    )
  return (
    <Section
      title="Files"
      id="files"
      end={
        compared ? `${counted(countFiles(compared.changes), 'file')} differ, ${compared.same} are the same bytes` : null
      }
    >
      {error ? (
        <QueryError
          title="The files cannot be compared."
          error={error}
          onRetry={() => Promise.all([old.refetch(), fresh.refetch()])}
        />
      ) : null}
      {!compared && !error ? <Skeleton label="Comparing the files" lines={8} /> : null}
      {compared?.changes.length === 0 ? <p className="text-ink-2">Every file is the same bytes.</p> : null}
      {compared && compared.changes.length > 0 ? (
        <>
          <SegmentedChoice
            className="mb-3"
            label="Show differences"
            value={look}
            options={[
              { value: 'unified', label: 'Unified' },
              { value: 'split', label: 'Side by side' },
            ]}
            onChange={setLook}
          />
          <ul>
            {compared.changes.map((change, index) => (
              <FileChangeRow
                key={`${change.targets[0]}/${change.path}`}
                id={after.id}
                revisions={{ before: revisions[0] ?? 1, after: revisions[1] ?? 1 }}
                change={change}
                look={look}
                startOpen={opened ? opened === `${change.targets[0]}/${change.path}` : index === 0}
              />
            ))}
          </ul>
        </>
      ) : null}
    </Section>
  )
}

const countFiles = (changes: readonly { readonly targets: readonly string[] }[]): number =>
  changes.reduce((total, { targets }) => total + targets.length, 0)

'use client'

import { useQuery } from '@tanstack/react-query'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Notice } from '#components/ui/notice.tsx'
import { PageHead, Section, Sheet } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { PoliciesTable } from './policies-table.tsx'
import { SignerFacts, SignerKey } from './signer-facts.tsx'
import { SignerPeople } from './signer-people.tsx'

const REFRESH_MS = 30_000

/** What the signer says of itself. Nothing here can be changed: that happens on its own pages, by its trustees. */
export function Signer() {
  const trpc = useTRPC()
  const state = useQuery(trpc.signer.state.queryOptions(undefined, { refetchInterval: REFRESH_MS }))
  const { data } = state
  return (
    <>
      <PageHead
        title="Signer"
        lead="The authority that decides and signs, as it describes itself. People, groups, policies and keys are changed there, by its trustees, never from this portal."
      />
      {data && data.status === null ? (
        <Notice kind="warn" title="The signer does not answer" className="mb-4">
          People and policies below are what its journal told the portal so far.
        </Notice>
      ) : null}
      {data ? (
        <Sheet
          marginLabel="Facts"
          margin={
            <>
              <Section title="State">
                <SignerFacts state={data} />
              </Section>
              {data.status?.key ? (
                <Section title="Signing key">
                  <SignerKey signingKey={data.status.key} />
                </Section>
              ) : null}
            </>
          }
        >
          <Section title="People" end={`${data.people.filter(({ active }) => active).length} active`}>
            <SignerPeople state={data} />
          </Section>
          <Section title="Policies" end={`${data.policies.length} in force`}>
            <PoliciesTable policies={data.policies} />
          </Section>
        </Sheet>
      ) : state.isError ? (
        <QueryError
          title="The state of the signer cannot be shown."
          error={state.error}
          onRetry={() => state.refetch()}
          busy={state.isFetching}
        />
      ) : (
        <Skeleton label="Asking the signer" lines={12} />
      )}
    </>
  )
}

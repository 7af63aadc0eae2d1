'use client'

import { useQuery } from '@tanstack/react-query'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { ButtonLink } from '#components/ui/link.tsx'
import { PageHead, Section, Sheet } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Role } from '#core/workflow/states.ts'
import { FirstUse } from './first-use.tsx'
import { HomeMargin, HomeSheet } from './home-sheet.tsx'
import { LifeOfARequest } from './life-of-a-request.tsx'
import { SignerNotice } from './signer-notice.tsx'
import { firstDueWords, waitingTitle } from './words.ts'

const REFRESH_MS = 30_000
const LEAD = 'What waits for you, and the next windows.'

export function HomeView({ roles }: { readonly roles: readonly Role[] }) {
  const trpc = useTRPC()
  const home = useQuery(trpc.home.view.queryOptions(undefined, { refetchInterval: REFRESH_MS }))
  const { data, dataUpdatedAt } = home
  const isRequester = roles.includes('requester')
  if (!data) {
    return (
      <>
        <PageHead title="Home" lead={LEAD} />
        {home.error ? (
          <Sheet>
            <div className="p-6">
              <QueryError
                title="The home page cannot be shown"
                error={home.error}
                onRetry={() => home.refetch()}
                busy={home.isFetching}
              />
            </div>
          </Sheet>
        ) : (
          <Loading isRequester={isRequester} />
        )}
      </>
    )
  }
  const now = new Date(dataUpdatedAt)
  const { waiting, mine, upcoming, signer } = data
  const isFirstUse = waiting.length === 0 && mine.length === 0 && upcoming.length === 0
  return (
    <>
      <PageHead
        title={waitingTitle(waiting.length)}
        lead={waiting.length > 0 ? leadOf(roles, firstDueWords(waiting, now)) : LEAD}
        actions={
          isRequester && !isFirstUse ? (
            <ButtonLink href="/requests/new" icon="plus">
              New request
            </ButtonLink>
          ) : null
        }
      />
      <SignerNotice signer={signer} />
      {isFirstUse ? (
        <Sheet margin={<LifeOfARequest />} marginLabel="The way of a request">
          <Section title="What you will find here">
            <FirstUse roles={roles} />
          </Section>
        </Sheet>
      ) : (
        <Sheet margin={<HomeMargin view={data} now={now} />} marginLabel="Windows and reminders">
          <HomeSheet view={data} roles={roles} now={now} />
        </Sheet>
      )}
    </>
  )
}

function leadOf(roles: readonly Role[], first: string | null): string {
  const own = roles.includes('approver') ? 'You cannot decide on requests that you made yourself.' : null
  return [first, own].filter(Boolean).join(' ') || LEAD
}

function Loading({ isRequester }: { readonly isRequester: boolean }) {
  return (
    <Sheet margin={<Section title="Upcoming windows">{<Skeleton label="Loading windows" lines={6} />}</Section>}>
      <Section title="Waiting for me">
        <Skeleton label="Loading what waits for you" lines={8} />
      </Section>
      {isRequester ? (
        <Section title="My requests">
          <Skeleton label="Loading your requests" lines={8} />
        </Section>
      ) : null}
    </Sheet>
  )
}

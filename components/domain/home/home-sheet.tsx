'use client'

import { EmptyState } from '#components/ui/empty-state.tsx'
import { ButtonLink, Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { ZoneName } from '#components/ui/time.tsx'
import type { Role } from '#core/workflow/states.ts'
import type { HomeView } from '#server/home/views.ts'
import { NothingWaits } from './first-use.tsx'
import { LatestRequests } from './latest-requests.tsx'
import { Remember } from './remember.tsx'
import { RequestLines } from './request-lines.tsx'
import { UpcomingWindows } from './upcoming-windows.tsx'
import { WaitingList } from './waiting-list.tsx'
import { byUrgency, reminders } from './words.ts'

interface HomeSheetProps {
  readonly view: HomeView
  readonly roles: readonly Role[]
  readonly now: Date
}

/** What waits for the reader, and for requesters their own requests. */
export function HomeSheet({ view, roles, now }: HomeSheetProps) {
  const { waiting, mine, mineTotal, draftCount } = view
  return (
    <>
      <Section
        title="Waiting for me"
        end={
          waiting.length > 1 ? (
            <>
              by window; times are <ZoneName /> unless they say otherwise
            </>
          ) : null
        }
      >
        {waiting.length > 0 ? (
          <WaitingList items={byUrgency(waiting, now)} now={now} />
        ) : (
          <NothingWaits roles={roles} />
        )}
      </Section>
      {roles.includes('requester') ? (
        <Section title="My requests" end={mineTotal > 0 ? <MineLinks total={mineTotal} drafts={draftCount} /> : null}>
          {mine.length > 0 ? (
            <RequestLines caption="My requests" rows={mine} />
          ) : (
            <EmptyState
              title="You have no request yet"
              action={
                <ButtonLink href="/requests/new" icon="plus">
                  New request
                </ButtonLink>
              }
            >
              A request describes one MIM environment and the window of its conversion. Every own one stands here, from
              its first draft on.
            </EmptyState>
          )}
        </Section>
      ) : (
        <LatestRequests />
      )}
    </>
  )
}

function MineLinks({ total, drafts }: { readonly total: number; readonly drafts: number }) {
  return (
    <span className="flex gap-4">
      {drafts > 0 ? (
        <Link href="/requests?state=draft&mine=1">
          {drafts} {drafts === 1 ? 'draft' : 'drafts'}
        </Link>
      ) : null}
      <Link href="/requests?mine=1">All {total}</Link>
    </span>
  )
}

export function HomeMargin({ view, now }: { readonly view: HomeView; readonly now: Date }) {
  const facts = reminders(view, now)
  return (
    <>
      <Section title="Upcoming windows">
        {view.upcoming.length > 0 ? (
          <UpcomingWindows rows={view.upcoming} now={now} />
        ) : (
          <p className="text-ink-2">
            No window lies ahead. A request appears here with its night or day as soon as it is submitted.
          </p>
        )}
      </Section>
      {facts.length > 0 ? (
        <Section title="Remember">
          <Remember reminders={facts} />
        </Section>
      ) : null}
    </>
  )
}

'use client'

import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { counted } from '../data/when.ts'
import { ChangeRequests } from '../overview/change-requests.tsx'
import { ThreadList } from '../threads/thread-list.tsx'
import { Authors } from './authors.tsx'
import { ChangedSinceVote } from './changed-since-vote.tsx'
import { DecidePanel } from './decide-panel.tsx'
import { policySentences } from './decision-words.ts'
import { DecisionsTable } from './decisions-table.tsx'
import { SeatList } from './seat-list.tsx'
import { WhatToLookAt } from './what-to-look-at.tsx'

export function ApprovalsTab() {
  const { view } = useRequest()
  const { generated, seats, mode } = view
  if (!generated)
    return (
      <>
        <ChangeRequests />
        <Sheet margin={<DecidePanel />} marginLabel="Your decision">
          <Section title="Approvals">
            <EmptyState title="Nobody was asked yet">
              Seats and decisions appear once the requester has submitted on the signer’s page.
            </EmptyState>
          </Section>
        </Sheet>
      </>
    )
  const { policy } = generated
  return (
    <>
      <ChangedSinceVote />
      <ChangeRequests />
      <Sheet margin={<DecidePanel />} marginLabel="Your decision">
        <Section title="Seats" end={`${counted(seats.length, 'group')} and the signer`}>
          {seats.length > 0 ? <SeatList /> : <p className="text-ink-2">Seats appear once the request is submitted.</p>}
          <Authors authors={view.authors} />
        </Section>
        <Section title="Look at this first">
          <WhatToLookAt />
        </Section>
        <Section title="Threads" id="threads">
          <ThreadList />
        </Section>
        <Section title="Decisions">
          <DecisionsTable />
        </Section>
        <Section title="Policy" end={`${policy.title}, version ${policy.version}`}>
          <ul className="grid max-w-[80ch] list-disc gap-1 pl-[18px] text-ink-2">
            {policySentences(policy, mode).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
            <li>It was pinned when the request was submitted: a later version changes nothing here.</li>
          </ul>
        </Section>
      </Sheet>
    </>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { Link } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHead } from '#components/ui/sheet.tsx'
import { Time } from '#components/ui/time.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { usePageKeys } from '../data/use-page-keys.ts'
import { PreparationPanel } from '../preparation/preparation-panel.tsx'
import { Age } from './age.tsx'
import { lifeOf } from './life.ts'
import { LifeLine } from './life-line.tsx'
import { RecalledNotice } from './recalled-notice.tsx'
import { RequestActions } from './request-actions.tsx'
import { RequestTabs } from './request-tabs.tsx'
import { RevisionChoice } from './revision-choice.tsx'

/** What every tab of a request shares: where it is, what happens next, what I can do, how far it is. */
export function RequestFrame({ children }: { readonly children: ReactNode }) {
  const { latest, view, href } = useRequest()
  const router = useRouter()
  usePageKeys({ d: () => router.push(`${href('/approvals')}#decision`) })
  const { id, title, ticket, owner, revision } = latest
  return (
    <>
      <PageHead
        crumbs={[{ label: 'Requests', href: '/requests' }, { label: id }, { label: <RevisionChoice /> }]}
        title={title || 'Untitled request'}
        lead={
          <>
            {latest.kind === 'password-update' ? 'Mailbox password: ' : ''}
            {id} revision {revision} by {owner.name}
            {ticket ? `, ticket ${ticket}` : ''}. {latest.next}
          </>
        }
        actions={<RequestActions />}
      />
      <LifeLine steps={lifeOf(latest)} />
      {latest.preparation ? <PreparationPanel preparation={latest.preparation} /> : null}
      <div className="relative">
        <RequestTabs />
        <Age className="absolute right-0 bottom-2 max-md:static max-md:-mt-4 max-md:mb-4" />
      </div>
      <RecalledNotice />
      {view !== latest ? <OlderRevision /> : null}
      {children}
    </>
  )
}

function OlderRevision() {
  const { latest, view } = useRequest()
  const shown = latest.revisions.find(({ revision }) => revision === view.generated?.revision)
  return (
    <Notice
      kind="info"
      className="mb-4"
      title={`You see revision ${view.generated?.revision ?? view.revision}. Revision ${latest.revision} is the latest.`}
      action={<Link href={`/requests/${latest.id}`}>Show revision {latest.revision}</Link>}
    >
      {shown?.closedReason ? `It was closed: “${shown.closedReason}”. ` : null}
      {shown?.frozenAt ? (
        <>
          It was submitted <Time value={shown.frozenAt} />.
        </>
      ) : null}
    </Notice>
  )
}

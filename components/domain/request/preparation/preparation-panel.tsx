'use client'

import type { ReactNode } from 'react'
import { Notice, type NoticeKind } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import { assertNever } from '#core/errors/app-error.ts'
import type { Preparation } from '#server/requests/views.ts'
import { useRequest } from '../data/request-provider.tsx'
import { counted } from '../data/when.ts'
import { FindingList } from '../findings/finding-list.tsx'
import { SignerButton } from '../frame/signer-button.tsx'
import { CancelButton } from './cancel-button.tsx'

/** How far a submission is: files are made, the signer takes them, then the person says yes on the signer's page. */
export function PreparationPanel({ preparation }: { readonly preparation: Preparation }) {
  const { latest } = useRequest()
  const mine = latest.rights.submit.state !== 'absent'
  const cancel = mine ? <CancelButton id={latest.id} /> : null
  switch (preparation.step) {
    case 'generating':
      return (
        <Panel kind="info" title="Files are being made" action={cancel}>
          <Progress done={preparation.done} total={preparation.total} />
        </Panel>
      )
    case 'uploading':
      return (
        <Panel kind="info" title="The signer is making the same files" action={cancel}>
          It compares every byte with its own. This takes some seconds.
        </Panel>
      )
    case 'waiting-for-signer':
      return (
        <Panel kind="warn" title="The signer does not answer" action={cancel}>
          Since <Time value={preparation.since} />. {preparation.message} The files are ready and kept; the portal tries
          again by itself.
        </Panel>
      )
    case 'ready':
      return (
        <Panel
          kind="ok"
          title="Everything is ready. You submit on the signer’s page."
          action={
            mine ? (
              <>
                <SignerButton action="submit" planDigest={preparation.planDigest}>
                  Submit on the signer’s page
                </SignerButton>
                {cancel}
              </>
            ) : null
          }
        >
          The signer made the same files and shows them there. Approvers are asked only after that.
        </Panel>
      )
    case 'refused':
      return (
        <Panel kind="error" title="This was not submitted" action={cancel}>
          <p>{preparation.message}</p>
          <FindingList findings={preparation.findings} />
        </Panel>
      )
    case 'failed':
      return (
        <Panel kind="error" title="This was not submitted" action={cancel}>
          {preparation.message} The draft is kept as it is.
        </Panel>
      )
    default:
      return assertNever(preparation)
  }
}

interface PanelProps {
  readonly kind: NoticeKind
  readonly title: string
  readonly action: ReactNode
  readonly children: ReactNode
}

function Panel({ kind, title, action, children }: PanelProps) {
  return (
    <Notice kind={kind} title={title} action={action} live className="mb-4 min-h-24">
      {children}
    </Notice>
  )
}

function Progress({ done, total }: { readonly done: number; readonly total: number }) {
  const words = total > 0 ? `${done} of ${counted(total, 'target')}` : 'The plan is being made'
  return (
    <div className="flex max-w-md items-center gap-3">
      <progress
        aria-label="Targets whose files are made"
        max={Math.max(total, 1)}
        value={done}
        className="h-2 flex-1 appearance-none rounded bg-rule [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:rounded [&::-webkit-progress-bar]:bg-rule [&::-webkit-progress-value]:rounded [&::-webkit-progress-value]:bg-accent"
      />
      <span className="min-w-28 tabular-nums">{words}</span>
    </div>
  )
}

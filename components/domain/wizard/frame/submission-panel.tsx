'use client'

import { Button } from '#components/ui/button.tsx'
import { DigestPlate } from '#components/ui/digest.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import { assertNever } from '#core/errors/app-error.ts'
import type { Preparation } from '#server/requests/views.ts'

export interface SubmissionPanelProps {
  readonly preparation: Preparation
  /** What went wrong with a button of this panel. */
  readonly error: string | null
  readonly isDeciding: boolean
  readonly isCancelling: boolean
  readonly onDecide: (planDigest: string) => void
  /** Back to the draft. */
  readonly onCancel: () => void
}

/** How far the way to the signer is, from the first file to the person's own decision there. */
export function SubmissionPanel(props: SubmissionPanelProps) {
  const { preparation, error, isDeciding, isCancelling, onDecide, onCancel } = props
  const ended = preparation.step === 'refused' || preparation.step === 'failed'
  return (
    <div className="grid gap-4" aria-live="polite">
      <Progress preparation={preparation} />
      {error === null ? null : (
        <Notice kind="error" title="That did not work" live>
          <p>{error}</p>
        </Notice>
      )}
      {ended ? null : (
        <div className="flex flex-wrap gap-2">
          <Button onClick={onCancel} busy={isCancelling} busyLabel="Taking it back">
            Take it back to edit
          </Button>
          {preparation.step === 'ready' ? (
            <Button
              variant="main"
              busy={isDeciding}
              busyLabel="Opening the signer’s page"
              onClick={() => onDecide(preparation.planDigest)}
            >
              Decide on the signer’s page
            </Button>
          ) : null}
        </div>
      )}
    </div>
  )
}

function Progress({ preparation }: Pick<SubmissionPanelProps, 'preparation'>) {
  switch (preparation.step) {
    case 'generating':
      return (
        <>
          <p>The runbooks of every target are made. This takes some seconds; the page may be closed meanwhile.</p>
          <Bar done={preparation.done} total={preparation.total} />
        </>
      )
    case 'uploading':
      return <p>Everything is made. The signer receives it and makes every file again to compare.</p>
    case 'waiting-for-signer':
      return (
        <Notice kind="info" title="The signer does not answer">
          <p>
            {preparation.message} Waiting since <Time value={preparation.since} />. It goes on by itself when the signer
            is back; nothing is lost.
          </p>
        </Notice>
      )
    case 'ready':
      return (
        <>
          <p>
            The signer made the same files. Look at the plan on the signer’s own page and submit it there; then the
            approvers decide on exactly these bytes.
          </p>
          <div className="max-w-2xl">
            <DigestPlate digest={preparation.planDigest} what="plan digest" />
          </div>
        </>
      )
    case 'refused':
      return (
        <Notice kind="error" title="The submission was refused">
          <p>{preparation.message}</p>
          <ul className="mt-1 grid gap-1">
            {preparation.findings.slice(0, 20).map(({ ruleId, path, message }) => (
              <li key={`${ruleId} ${path} ${message}`}>
                <code>{ruleId}</code> {message}
              </li>
            ))}
          </ul>
        </Notice>
      )
    case 'failed':
      return (
        <Notice kind="error" title="The files could not be made">
          <p>{preparation.message} The draft is as it was.</p>
        </Notice>
      )
    default:
      return assertNever(preparation)
  }
}

function Bar({ done, total }: { readonly done: number; readonly total: number }) {
  const share = total === 0 ? 0 : (done / total) * 100
  return (
    <div>
      <div
        role="progressbar"
        aria-label="Targets made"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        className="h-1.5 overflow-hidden rounded bg-rule"
      >
        <div className="h-full bg-accent transition-[width]" style={{ width: `${share}%` }} />
      </div>
      <p className="mt-1 text-ink-3 text-sm">{total === 0 ? 'Begins' : `${done} of ${total} targets`}</p>
    </div>
  )
}

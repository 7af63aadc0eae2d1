'use client'

import { SubmissionPanel } from '#components/domain/wizard/frame/submission-panel.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { isUnderWay } from './use-preparation.ts'
import type { Submission } from './use-submission.ts'

interface SubmitPartProps {
  readonly submission: Submission
  readonly submitBlock: string | null
}

/** The button that submits; once it was pressed, how far the way to the signer is. */
export function SubmitPart({ submission, submitBlock }: SubmitPartProps) {
  const { preparation, refusal } = submission
  const panel =
    preparation === null ? null : (
      <SubmissionPanel
        preparation={preparation}
        isMine={submission.isMine}
        error={submission.error}
        isDeciding={submission.isDeciding}
        isCancelling={submission.isCancelling}
        onDecide={submission.decide}
        onCancel={submission.cancel}
      />
    )
  if (isUnderWay(preparation)) return panel
  return (
    <div className="grid gap-4">
      {panel}
      <p className="max-w-[68ch] text-ink-2">
        The draft is frozen, the runbooks are made, and the signer makes them again to compare. Then you submit the plan
        on the signer’s own page, and the approvers decide.
      </p>
      {refusal === null ? null : (
        <Notice kind="error" title="The draft was not submitted" live>
          <p>{refusal}</p>
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="main"
          blocked={submitBlock}
          busy={submission.isSubmitting}
          busyLabel="Submitting"
          onClick={submission.submit}
        >
          Submit
        </Button>
      </div>
    </div>
  )
}

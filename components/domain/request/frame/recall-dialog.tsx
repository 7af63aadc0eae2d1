'use client'

import { errorWords } from '#components/trpc/error-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { useSignerPage } from '../data/use-signer-page.ts'

interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Recalling is a decision: it is made on the signer's page. */
export function RecallDialog({ open, onOpenChange }: DialogProps) {
  const { latest } = useRequest()
  const signer = useSignerPage(latest.id)
  const signed = latest.revisions.find(({ outcome }) => outcome === 'signed')
  const digest = signed?.planDigest
  const close = (wanted: boolean) => {
    if (!wanted) signer.reset()
    onOpenChange(wanted)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      busy={signer.busy}
      title={`Recall the bundles of ${latest.id} revision ${signed?.revision ?? latest.revision}?`}
      description="You say it on the signer’s page, which opens next and asks for the reason."
      footer={
        <>
          <Button onClick={() => close(false)}>Keep the bundles</Button>
          <Button
            variant="danger"
            busy={signer.busy}
            busyLabel="Opening the signer’s page"
            blocked={digest ? null : 'There is no signed bundle to recall.'}
            reason="hidden"
            onClick={() => digest && signer.go('recall', digest)}
          >
            Recall on the signer’s page
          </Button>
        </>
      }
    >
      <ul className="mt-3 grid list-disc gap-1 pl-[18px]">
        <li>The portal hands the bundles out no more. A recall cannot be taken back; a new revision can be made.</li>
        <li>Verifiers and runners refuse copies once they have the new recall list. Tell the operators.</li>
        <li>What a runbook changed already stays changed until somebody undoes it.</li>
      </ul>
      {signer.error ? (
        <Notice kind="error" live className="mt-3" title="The signer’s page cannot be opened.">
          {errorWords(signer.error).message}
        </Notice>
      ) : null}
    </Dialog>
  )
}

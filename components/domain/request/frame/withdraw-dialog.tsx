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

/** Withdrawing is the requester's own word, so it is given on the signer's page. */
export function WithdrawDialog({ open, onOpenChange }: DialogProps) {
  const { latest } = useRequest()
  const signer = useSignerPage(latest.id)
  const digest = latest.generated?.planDigest
  const close = (wanted: boolean) => {
    if (!wanted) signer.reset()
    onOpenChange(wanted)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      busy={signer.busy}
      title={`Withdraw ${latest.id} revision ${latest.revision}?`}
      description="You say it on the signer’s page, which opens next and asks once more."
      footer={
        <>
          <Button onClick={() => close(false)}>Keep the request</Button>
          <Button
            variant="danger"
            busy={signer.busy}
            busyLabel="Opening the signer’s page"
            blocked={digest ? null : 'There is no plan to withdraw.'}
            reason="hidden"
            onClick={() => digest && signer.go('withdraw', digest)}
          >
            Withdraw on the signer’s page
          </Button>
        </>
      }
    >
      <ul className="mt-3 grid list-disc gap-1 pl-[18px]">
        <li>Nobody can approve revision {latest.revision} any more, and the signer will not sign it.</li>
        <li>Everything stays readable. You can edit it again as revision {latest.revision + 1}.</li>
      </ul>
      {signer.error ? (
        <Notice kind="error" live className="mt-3" title="The signer’s page cannot be opened.">
          {errorWords(signer.error).message}
        </Notice>
      ) : null}
    </Dialog>
  )
}

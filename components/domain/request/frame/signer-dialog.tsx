'use client'

import type { ReactNode } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { type SignerAction, useSignerPage } from '../data/use-signer-page.ts'

export interface SignerDialogState {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

interface SignerDialogProps extends SignerDialogState {
  readonly action: SignerAction
  readonly digest: string | null | undefined
  /** Why there is nothing to decide on, where there is no plan digest. */
  readonly missing: string
  readonly title: string
  readonly description: string
  /** The button that decides nothing, and the one that leads on. */
  readonly keep: string
  readonly goOn: string
  /** What follows from it, as list items. */
  readonly children: ReactNode
}

/** The last words before a decision that is made on the signer's page. */
export function SignerDialog(props: SignerDialogProps) {
  const { open, onOpenChange, action, digest, missing, title, description, keep, goOn, children } = props
  const { latest } = useRequest()
  const signer = useSignerPage(latest.id)
  const close = (wanted: boolean) => {
    if (!wanted) signer.reset()
    onOpenChange(wanted)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      busy={signer.busy}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={() => close(false)}>{keep}</Button>
          <Button
            variant="danger"
            busy={signer.busy}
            busyLabel="Opening the signer’s page"
            blocked={digest ? null : missing}
            reason="hidden"
            onClick={() => digest && signer.go(action, digest)}
          >
            {goOn}
          </Button>
        </>
      }
    >
      <ul className="mt-3 grid list-disc gap-1 pl-[18px]">{children}</ul>
      {signer.error ? (
        <Notice kind="error" live className="mt-3" title="The signer’s page cannot be opened.">
          {errorWords(signer.error).message}
        </Notice>
      ) : null}
    </Dialog>
  )
}

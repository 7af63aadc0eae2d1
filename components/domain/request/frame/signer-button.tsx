'use client'

import type { ReactNode } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { type SignerAction, useSignerPage } from '../data/use-signer-page.ts'

interface SignerButtonProps {
  readonly action: SignerAction
  readonly planDigest: string
  readonly blocked?: string | null
  readonly children: ReactNode
  readonly wide?: boolean
}

/** The filled button that leads to where decisions happen. */
export function SignerButton({ action, planDigest, blocked = null, children, wide = false }: SignerButtonProps) {
  const { latest } = useRequest()
  const signer = useSignerPage(latest.id)
  return (
    <>
      <Button
        variant="main"
        icon="passkey"
        wide={wide}
        blocked={blocked}
        busy={signer.busy}
        busyLabel="Opening the signer’s page"
        onClick={() => signer.go(action, planDigest)}
      >
        {children}
      </Button>
      {signer.error ? (
        <Notice kind="error" live className="basis-full" title="The signer’s page cannot be opened.">
          {errorWords(signer.error).message}
        </Notice>
      ) : null}
    </>
  )
}

'use client'

import { useRequest } from '../data/request-provider.tsx'
import { SignerDialog, type SignerDialogState } from './signer-dialog.tsx'

/** Withdrawing is the requester's own word, so it is given on the signer's page. */
export function WithdrawDialog(state: SignerDialogState) {
  const { latest } = useRequest()
  return (
    <SignerDialog
      {...state}
      action="withdraw"
      digest={latest.generated?.planDigest}
      missing="There is no plan to withdraw."
      title={`Withdraw ${latest.id} revision ${latest.revision}?`}
      description="You say it on the signer’s page, which opens next and asks once more."
      keep="Keep the request"
      goOn="Withdraw on the signer’s page"
    >
      <li>Nobody can approve revision {latest.revision} any more, and the signer will not sign it.</li>
      <li>Everything stays readable. You can edit it again as revision {latest.revision + 1}.</li>
    </SignerDialog>
  )
}

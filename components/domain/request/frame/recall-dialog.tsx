'use client'

import { useRequest } from '../data/request-provider.tsx'
import { SignerDialog, type SignerDialogState } from './signer-dialog.tsx'

/** Recalling is a decision: it is made on the signer's page. */
export function RecallDialog(state: SignerDialogState) {
  const { latest } = useRequest()
  const signed = latest.revisions.find(({ outcome }) => outcome === 'signed')
  return (
    <SignerDialog
      {...state}
      action="recall"
      digest={signed?.planDigest}
      missing="There is no signed bundle to recall."
      title={`Recall the bundles of ${latest.id} revision ${signed?.revision ?? latest.revision}?`}
      description="You say it on the signer’s page, which opens next and asks for the reason."
      keep="Keep the bundles"
      goOn="Recall on the signer’s page"
    >
      <li>The portal hands the bundles out no more. A recall cannot be taken back; a new revision can be made.</li>
      <li>Verifiers and runners refuse copies once they have the new recall list. Tell the operators.</li>
      <li>What a runbook changed already stays changed until somebody undoes it.</li>
    </SignerDialog>
  )
}

'use client'

import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ButtonLink } from '#components/ui/link.tsx'
import { Menu, MenuItem, MenuRule } from '#components/ui/menu.tsx'
import type { Right } from '#server/requests/views.ts'
import { useRequest } from '../data/request-provider.tsx'
import { CloneItem } from './clone-item.tsx'
import { DeleteDraftDialog } from './delete-draft-dialog.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { RecallDialog } from './recall-dialog.tsx'
import { RequestChangesDialog } from './request-changes-dialog.tsx'
import { SignerButton } from './signer-button.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'

type Question = 'edit' | 'withdraw' | 'recall' | 'changes' | 'delete' | null

const reasonOf = (right: Right): string | null => (right.state === 'blocked' ? right.reason : null)
const shown = (right: Right): boolean => right.state !== 'absent'

/** What this person can do with this request now; at most one filled button, what needs a reason or a question has dots. */
export function RequestActions() {
  const { latest } = useRequest()
  const { id, state, rights, generated, preparation, revision } = latest
  const [question, setQuestion] = useState<Question>(null)
  const close = (open: boolean) => {
    if (!open) setQuestion(null)
  }
  const isDraft = state === 'draft'
  // There the button stands beside what is to be looked at first.
  const onApprovals = usePathname().endsWith('/approvals')
  const digest = generated?.planDigest
  const hasMore = shown(rights.clone) || shown(rights.deleteDraft)
  return (
    <>
      {digest && shown(rights.decide) && !onApprovals ? (
        <SignerButton action="decide" planDigest={digest} blocked={reasonOf(rights.decide)}>
          Decide on the signer’s page
        </SignerButton>
      ) : null}
      {digest && rights.decide.state === 'allowed' && onApprovals ? (
        <ButtonLink href="#decision" variant="main" className="whitespace-nowrap md:hidden">
          Go to the decision
        </ButtonLink>
      ) : null}
      {rights.download.state === 'allowed' ? (
        <ButtonLink href={`/api/requests/${id}/bundles`} download="" icon="download" variant="main">
          Download all bundles
        </ButtonLink>
      ) : null}
      {isDraft && shown(rights.edit) ? (
        <ButtonLink href={`/requests/${id}/edit`} icon="edit" variant={preparation ? 'normal' : 'main'}>
          {preparation ? 'Open the draft' : 'Go on editing'}
        </ButtonLink>
      ) : null}
      {!isDraft && shown(rights.edit) ? (
        <Button
          className="whitespace-nowrap"
          icon="edit"
          blocked={reasonOf(rights.edit)}
          onClick={() => setQuestion('edit')}
        >
          Edit as revision {revision + 1}
        </Button>
      ) : null}
      {shown(rights.requestChanges) ? (
        <Button
          className="whitespace-nowrap"
          icon="changes"
          blocked={reasonOf(rights.requestChanges)}
          onClick={() => setQuestion('changes')}
        >
          Request changes…
        </Button>
      ) : null}
      {shown(rights.withdraw) ? (
        <Button variant="danger" blocked={reasonOf(rights.withdraw)} onClick={() => setQuestion('withdraw')}>
          Withdraw…
        </Button>
      ) : null}
      {shown(rights.recall) ? (
        <Button variant="danger" blocked={reasonOf(rights.recall)} onClick={() => setQuestion('recall')}>
          Recall…
        </Button>
      ) : null}
      {hasMore ? (
        <Menu trigger={<Button icon="more">More</Button>}>
          {shown(rights.clone) ? <CloneItem id={id} blocked={reasonOf(rights.clone)} /> : null}
          {shown(rights.clone) && shown(rights.deleteDraft) ? <MenuRule /> : null}
          {shown(rights.deleteDraft) ? (
            <MenuItem icon="trash" danger blocked={reasonOf(rights.deleteDraft)} onSelect={() => setQuestion('delete')}>
              Delete draft…
            </MenuItem>
          ) : null}
        </Menu>
      ) : null}
      <EditDialog open={question === 'edit'} onOpenChange={close} />
      <WithdrawDialog open={question === 'withdraw'} onOpenChange={close} />
      <RecallDialog open={question === 'recall'} onOpenChange={close} />
      <RequestChangesDialog open={question === 'changes'} onOpenChange={close} />
      <DeleteDraftDialog open={question === 'delete'} onOpenChange={close} />
    </>
  )
}

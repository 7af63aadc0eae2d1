'use client'

import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'

interface LeaveDialogProps {
  readonly onStay: () => void
  readonly onLeave: () => void
}

export function LeaveDialog({ onStay, onLeave }: LeaveDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onStay()
      }}
      title="Your changes are not saved"
      description="The portal did not take them yet. A copy stays in this browser, and this page offers it when you come back on this computer."
      footer={
        <>
          <Button onClick={onStay}>Stay here</Button>
          <Button onClick={onLeave}>Leave</Button>
        </>
      }
    />
  )
}

'use client'

import { DiscoveryDialog } from '#components/domain/discovery/discovery-dialog.tsx'
import { ConflictDialog } from '#components/domain/wizard/frame/conflict-dialog.tsx'
import { ImportDialog } from '#components/domain/wizard/frame/import-dialog.tsx'
import { withEnvironment } from '#components/domain/wizard/model/import-environment.ts'
import { toast } from '#components/ui/toaster.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import type { WizardHandle } from './use-wizard.ts'

/** Questions in front of the wizard; one at a time. */
export function WizardDialogs({ wizard }: { readonly wizard: WizardHandle }) {
  const { view, handle, save, autosave, offer, guard, dialog, setDialog } = wizard
  const { draft } = handle.desk.state
  const close = () => setDialog(null)
  if (guard.asked !== null) return <LeaveDialog onStay={guard.stay} onLeave={guard.leave} />
  if (dialog === 'import') {
    return (
      <ImportDialog
        onClose={close}
        onImport={(environment) => {
          handle.replace(withEnvironment(draft, environment), 'Import')
          toast({ text: 'Imported. Undo brings back what was here before.' })
          close()
        }}
      />
    )
  }
  if (dialog === 'discovery') {
    return (
      <DiscoveryDialog
        requestId={view.id}
        onClose={close}
        onImport={(environment) => {
          handle.replace(withEnvironment(draft, environment), 'Import from discovery')
          toast({ text: 'Taken over. Undo brings back what was here before.' })
          close()
        }}
      />
    )
  }
  if (dialog === 'conflict' && save.kind === 'conflict') {
    const { theirs } = save
    return (
      <ConflictDialog
        versions={{ ...save.versions, mine: draft }}
        theirs={{ name: theirs.savedBy.name, at: theirs.savedAt }}
        onClose={close}
        onSettle={(settled) => {
          handle.replace(settled, 'Settle two versions')
          autosave.settle(settled)
          close()
        }}
      />
    )
  }
  if (dialog === 'copy' && offer.copy !== null) {
    return (
      <ConflictDialog
        versions={{ base: offer.copy.base, mine: offer.copy.draft, theirs: draft }}
        theirs={{ name: view.savedBy.name, at: view.savedAt }}
        onClose={close}
        onSettle={(settled) => {
          handle.replace(settled, 'Bring back unsaved changes')
          offer.dismiss()
          close()
        }}
      />
    )
  }
  return null
}

'use client'

import { useState } from 'react'
import { useEditor } from '#components/domain/wizard/editor/draft-editor.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPCClient } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Link } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Environment } from '#core/environment/environment.ts'
import { DiscoveryFiles } from './discovery-files.tsx'
import { MergeReview } from './merge-review.tsx'
import { useDiscovery } from './use-discovery.ts'

interface DiscoveryDialogProps {
  readonly requestId: string
  readonly onClose: () => void
  readonly onImport: (environment: Environment) => void
}

/** Discovery files into the open draft: the portal keeps the files first, then the form changes as after any other edit. */
export function DiscoveryDialog({ requestId, onClose, onImport }: DiscoveryDialogProps) {
  const { draft } = useEditor()
  const client = useTRPCClient()
  const discovery = useDiscovery(draft.environment)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const apply = async () => {
    const { merge, texts } = discovery
    if (merge === null) return
    setBusy(true)
    setError(null)
    try {
      await client.discovery.import.mutate({ id: requestId, files: [...texts] })
      onImport(merge.environment)
    } catch (cause) {
      setError(errorWords(cause).message)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      busy={isBusy}
      onOpenChange={(next) => {
        if (!next && !isBusy) onClose()
      }}
      wide
      title="Import from discovery"
      description={
        <>
          What the machines say of themselves comes into the form. What you typed stays unless you choose otherwise
          here; undo brings back what is here now. <Link href="/discovery">Where the files come from</Link>
        </>
      }
      footer={
        <>
          <Button onClick={onClose} blocked={isBusy ? 'The files are being kept.' : null} reason="hidden">
            Cancel
          </Button>
          <Button
            variant="main"
            blocked={discovery.blocked}
            busy={isBusy}
            busyLabel="Taking over"
            onClick={() => void apply()}
          >
            Take over
          </Button>
        </>
      }
    >
      <DiscoveryFiles outcome={discovery.outcome} refusal={discovery.refusal} onOutcome={discovery.take} />
      {discovery.merge === null ? null : <MergeReview merge={discovery.merge} onChoose={discovery.choose} />}
      {error === null ? null : (
        <Notice kind="error" title="Nothing was taken over" live className="mt-3">
          <p>{error} The form is as it was; your choices are still here.</p>
        </Notice>
      )}
    </Dialog>
  )
}

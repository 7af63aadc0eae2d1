'use client'

import { SaveNotice } from '#components/domain/wizard/frame/save-notice.tsx'
import { signInAddress } from '#components/shell/next-path.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import type { WizardHandle } from './use-wizard.ts'

/** What a person must know before going on: changes that were asked for, copies that came back, saves that failed. */
export function WizardNotices({ wizard }: { readonly wizard: WizardHandle }) {
  const { view, save, restored, offer, setDialog, autosave } = wizard
  const [request] = view.changeRequests
  return (
    <div className="mb-4 grid gap-2 empty:hidden">
      {request ? (
        <Notice kind="warn" title={`${request.by.name} asked for changes`}>
          <p>
            “{request.reason}”{' '}
            <span className="text-ink-3">
              (<Time value={request.at} />)
            </span>
          </p>
        </Notice>
      ) : null}
      {restored.copy ? (
        <Notice
          kind="info"
          title="Unsaved changes came back"
          live
          action={[
            <Button key="keep" size="small" onClick={restored.keep}>
              Keep them
            </Button>,
            <Button key="drop" size="small" onClick={restored.drop}>
              Drop them
            </Button>,
          ]}
        >
          <p>
            They were typed until <Time value={restored.copy.at} show="clock with seconds" /> and kept in this browser.
            Nobody saved since.
          </p>
        </Notice>
      ) : null}
      {offer.copy ? (
        <Notice
          kind="warn"
          title="This browser keeps changes that were never saved"
          live
          action={[
            <Button key="compare" size="small" onClick={() => setDialog('copy')}>
              Compare both versions…
            </Button>,
            <Button key="drop" size="small" onClick={offer.dismiss}>
              Drop them
            </Button>,
          ]}
        >
          <p>
            You typed them until <Time value={offer.copy.at} />. {view.savedBy.name} saved this draft since.
          </p>
        </Notice>
      ) : null}
      <SaveNotice
        state={save}
        requestHref={`/requests/${view.id}`}
        signInHref={
          save.kind === 'failed' && save.needsSignIn ? signInAddress(`/requests/${view.id}/edit`, 'ended') : null
        }
        onRetry={() => void autosave.flush()}
        onCompare={() => setDialog('conflict')}
        onExport={wizard.exportJson}
      />
    </div>
  )
}

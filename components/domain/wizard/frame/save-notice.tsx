'use client'

import { Button } from '#components/ui/button.tsx'
import { ButtonLink } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SaveState } from '../model/save-state.ts'

interface SaveNoticeProps {
  readonly state: SaveState
  readonly requestHref: string
  /** Where to sign in again, when that is what is missing. */
  readonly signInHref: string | null
  readonly onRetry: () => void
  readonly onCompare: () => void
  readonly onExport: () => void
}

/** Why the draft is not on the server, what is safe, and what happens next. Nothing while it is saved. */
export function SaveNotice({ state, requestHref, signInHref, onRetry, onCompare, onExport }: SaveNoticeProps) {
  const keep = (
    <Button key="export" size="small" onClick={onExport}>
      Export JSON
    </Button>
  )
  switch (state.kind) {
    case 'saved':
    case 'waiting':
    case 'saving':
      return null
    case 'failed':
      return (
        <Notice
          kind="warn"
          title="Your changes are not saved yet"
          live
          action={[
            signInHref === null ? null : (
              <ButtonLink key="sign-in" size="small" href={signInHref}>
                Sign in again
              </ButtonLink>
            ),
            <Button key="retry" size="small" onClick={onRetry}>
              Save now
            </Button>,
            keep,
          ]}
        >
          <p>
            {state.message} It is tried again at{' '}
            <Time value={new Date(state.retryAt).toISOString()} show="clock with seconds" />. A copy is kept in this
            browser.
          </p>
        </Notice>
      )
    case 'refused':
      return (
        <Notice kind="error" title="The portal refused to save this draft" live action={keep}>
          <p>{state.message} Correct it, and it is saved. A copy is kept in this browser.</p>
        </Notice>
      )
    case 'conflict':
      return (
        <Notice
          kind="warn"
          title={`${state.theirs.savedBy.name} saved this draft before you`}
          live
          action={[
            <Button key="compare" size="small" onClick={onCompare}>
              Compare both versions…
            </Button>,
            keep,
          ]}
        >
          <p>
            Nothing is lost: their version is stored since <Time value={state.theirs.savedAt} />, yours is on this page.
          </p>
        </Notice>
      )
    case 'gone':
      return (
        <Notice
          kind="error"
          title="This draft can not take changes any more"
          live
          action={[
            <ButtonLink key="request" size="small" href={requestHref}>
              Open the request
            </ButtonLink>,
            keep,
          ]}
        >
          <p>{state.message} A copy of what you typed is kept in this browser.</p>
        </Notice>
      )
  }
}

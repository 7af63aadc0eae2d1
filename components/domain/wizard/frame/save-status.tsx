'use client'

import { Icon } from '#components/ui/icon.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SaveState } from '../model/save-state.ts'

/** Where the draft is, in a few words; the long ones stand in the notice below. */
export function SaveStatus({ state }: { readonly state: SaveState }) {
  const isSafe = state.kind === 'saved' || state.kind === 'waiting' || state.kind === 'saving'
  return (
    <span className="inline-flex min-w-[11.5rem] items-center gap-1.5 text-ink-2 text-sm sm:justify-end">
      <Icon
        name={state.kind === 'saved' ? 'saved' : isSafe ? 'saving' : 'warning'}
        className={state.kind === 'saved' ? 'text-ok' : isSafe ? 'text-ink-3' : 'text-warn'}
      />
      <span data-save-state={state.kind}>{words(state)}</span>
    </span>
  )
}

function words(state: SaveState) {
  switch (state.kind) {
    case 'saved':
      return (
        <>
          Saved <Time value={state.at} show="clock with seconds" />
        </>
      )
    case 'waiting':
    case 'saving':
      return 'Saving'
    case 'failed':
      return (
        <>
          Not saved, tried again at <Time value={new Date(state.retryAt).toISOString()} show="clock with seconds" />
        </>
      )
    case 'conflict':
      return 'Not saved: two versions differ'
    case 'refused':
    case 'gone':
      return 'Not saved'
  }
}

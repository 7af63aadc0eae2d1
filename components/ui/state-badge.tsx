import type { RequestState } from '#core/workflow/states.ts'
import type { IconName } from './icon-paths.tsx'
import { StatusMark } from './status-mark.tsx'
import type { Tone } from './tone.ts'

export const STATE_LOOK: Readonly<Record<RequestState, { readonly icon: IconName; readonly tone: Tone }>> = {
  draft: { icon: 'draft', tone: 'wait' },
  submitted: { icon: 'submitted', tone: 'run' },
  approved: { icon: 'approved', tone: 'ok' },
  signed: { icon: 'signed', tone: 'seal' },
  'in progress': { icon: 'progress', tone: 'run' },
  completed: { icon: 'completed', tone: 'ok' },
  'changes requested': { icon: 'changes', tone: 'warn' },
  rejected: { icon: 'rejected', tone: 'err' },
  withdrawn: { icon: 'withdrawn', tone: 'wait' },
  expired: { icon: 'expired', tone: 'wait' },
  recalled: { icon: 'recalled', tone: 'err' },
  'rolled back': { icon: 'rolledBack', tone: 'warn' },
}

/** The state of a request, in the words that the whole product uses. */
export function StateBadge({ state, boxed = true }: { readonly state: RequestState; readonly boxed?: boolean }) {
  return (
    <StatusMark {...STATE_LOOK[state]} boxed={boxed}>
      {state}
    </StatusMark>
  )
}

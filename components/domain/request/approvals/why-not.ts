import type { RequestView } from '#server/requests/views.ts'

/** Why this person cannot decide now, in one sentence; null when they can. */
export function whyNot({ rights, state, generated }: RequestView, older: boolean): string | null {
  if (older) return 'Nobody decides on an older revision.'
  const { decide, submit, withdraw } = rights
  if (decide.state === 'allowed') return null
  if (decide.state === 'blocked') return decide.reason
  if (!generated || state === 'draft') return 'There is nothing to decide on until the request is submitted.'
  if (submit.state !== 'absent' || withdraw.state !== 'absent') return 'You made this request, so others decide on it.'
  if (state !== 'submitted') return `Nobody can decide any more: the request is ${state}.`
  return 'You are in none of the groups that the policy asks.'
}

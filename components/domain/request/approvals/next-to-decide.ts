import type { WaitingItem } from '#server/home/views.ts'

export interface NextToDecide {
  readonly id: string
  /** From 1, among all that wait for a decision of this person. */
  readonly position: number
  readonly total: number
}

/** The request after this one in the queue of decisions; the first one when this one was decided, or is the last. */
export function nextToDecide(waiting: readonly WaitingItem[], here: string): NextToDecide | null {
  const queue = waiting.filter(({ request }) => request.state === 'submitted').map(({ request }) => request.id)
  const after = queue.indexOf(here) + 1
  const position = after < queue.length ? after : 0
  const id = queue[position]
  return id === undefined || id === here ? null : { id, position: position + 1, total: queue.length }
}

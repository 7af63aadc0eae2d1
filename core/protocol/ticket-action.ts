import type { DecisionKind } from '#core/statement/schemas.ts'
import type { Ticket } from './protocol.ts'

/** Which right a decision needs, and which ticket vouches for it. */
export const ACTION_OF = {
  submit: 'submit',
  approve: 'decide',
  reject: 'decide',
  withdraw: 'withdraw',
  recall: 'recall',
} as const satisfies Record<DecisionKind, Ticket['action']>

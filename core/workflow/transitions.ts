import type { RequestState } from './states.ts'

export interface Transition {
  readonly from: readonly RequestState[]
  readonly to: RequestState
  /** Whose word moves it. What a person decides counts when the signer has journalled it. */
  readonly by: 'requester' | 'approver' | 'signer'
  /** Where the word is given: on a page of the portal, or by an entry of the signer's journal. */
  readonly source: 'portal' | 'journal'
}

/**
 * Every way from one state to another, by what happened. There is no other: a change of state names one of these events and is
 * guarded by its `from`. States that are named nowhere here are reached by no version so far.
 */
export const TRANSITIONS = {
  submit: { from: ['draft'], to: 'submitted', by: 'requester', source: 'journal' },
  /** Until it is signed: also while an approved plan cools off. */
  reject: { from: ['submitted', 'approved'], to: 'rejected', by: 'approver', source: 'journal' },
  /** The last word of everybody who rejected is another one now. */
  'lift-rejection': { from: ['rejected'], to: 'submitted', by: 'approver', source: 'journal' },
  quorum: { from: ['submitted'], to: 'approved', by: 'signer', source: 'journal' },
  sign: { from: ['approved'], to: 'signed', by: 'signer', source: 'journal' },
  withdraw: { from: ['submitted', 'approved', 'rejected'], to: 'withdrawn', by: 'requester', source: 'journal' },
  'request-changes': {
    from: ['submitted', 'approved', 'rejected'],
    to: 'changes requested',
    by: 'approver',
    source: 'portal',
  },
  /** The signer closed the plan for a reason of its own. */
  close: { from: ['submitted', 'approved', 'rejected'], to: 'changes requested', by: 'signer', source: 'journal' },
  /** It was not signed within the days that its policy gives; closed at the signer first. */
  expire: { from: ['submitted', 'approved', 'rejected'], to: 'expired', by: 'signer', source: 'journal' },
  /** The signer took the bundles of this revision back. */
  recall: { from: ['signed'], to: 'recalled', by: 'approver', source: 'journal' },
  /** A new draft revision: approvals of the old one count no more. */
  edit: {
    from: ['submitted', 'approved', 'signed', 'changes requested', 'rejected', 'withdrawn', 'expired', 'recalled'],
    to: 'draft',
    by: 'requester',
    source: 'portal',
  },
} as const satisfies Record<string, Transition>

export type TransitionEvent = keyof typeof TRANSITIONS

const TABLE: Readonly<Record<TransitionEvent, Transition>> = TRANSITIONS

/** Is a request in this state open for the words of approvers? A rejected one is: they may change their mind. */
export const isOpenForDecisions = (state: RequestState): boolean =>
  canGo(state, 'reject') || canGo(state, 'lift-rejection')

/** May this event move a request that is in this state? */
export function canGo(state: RequestState, event: TransitionEvent): boolean {
  return TABLE[event].from.includes(state)
}

/** Life of a request (docs/architecture.md). The words are the ones that people read. */
export const REQUEST_STATES = [
  'draft',
  'submitted',
  'approved',
  'signed',
  'in progress',
  'completed',
  'changes requested',
  'rejected',
  'withdrawn',
  'expired',
  'recalled',
  'rolled back',
] as const
export type RequestState = (typeof REQUEST_STATES)[number]

export const ROLES = ['requester', 'approver', 'operator', 'auditor', 'administrator'] as const
export type Role = (typeof ROLES)[number]

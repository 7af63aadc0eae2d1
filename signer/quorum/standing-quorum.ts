import type { Policy } from '#core/protocol/protocol.ts'
import type { SignerState, SubmissionRecord } from '../state/state.ts'
import { evaluateQuorum } from './evaluate-quorum.ts'

/** Enough people approved, the journal says so, and they still suffice. Until it is signed a rejection or a revocation ends it. */
export function quorumStands(state: SignerState, record: SubmissionRecord, policy: Policy, now: Date): boolean {
  return record.quorum !== null && evaluateQuorum(state, record, policy, now).reached
}

/**
 * Enough people approve now, and no entry says so yet: there is none, or the people of that time suffice no more (a passkey was
 * revoked, an approval expired) and others stepped in. Cooling-off begins anew with the entry.
 */
export function isQuorumNew(state: SignerState, record: SubmissionRecord, policy: Policy, now: Date): boolean {
  if (!evaluateQuorum(state, record, policy, now).reached) return false
  const { quorum } = record
  if (quorum === null) return true
  const then = { ...record, decisions: record.decisions.filter(({ seq }) => seq < quorum.seq) }
  return !evaluateQuorum(state, then, policy, now).reached
}

/** Nothing is signed before; null without a quorum or where the policy asks for no pause. */
export function coolsUntil({ quorum }: SubmissionRecord, { coolingOffHours }: Policy): Date | null {
  if (quorum === null || coolingOffHours === 0) return null
  return new Date(Date.parse(quorum.at) + coolingOffHours * 3_600_000)
}

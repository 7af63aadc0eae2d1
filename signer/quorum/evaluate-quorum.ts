import type { Policy } from '#core/protocol/protocol.ts'
import { assignSeats, type RequiredGroup, type Voter } from '#core/quorum/assign-seats.ts'
import type { Decision } from '#core/statement/schemas.ts'
import { lastVotes, type SignerState, type SubmissionRecord, submitDecision } from '../state/state.ts'

export interface Quorum {
  readonly reached: boolean
  /** Person to the group whose seat they fill. */
  readonly seats: ReadonlyMap<string, string>
  readonly missing: readonly RequiredGroup[]
  /** People whose last word is a rejection; one is enough to block. */
  readonly rejectedBy: readonly string[]
}

/**
 * Who suffices, now: the requester has submitted and fills no seat; each active person counts once, with their last word, while
 * it is valid and while they are in a required group; every seat of the pinned policy is filled; nobody rejects.
 */
export function evaluateQuorum(state: SignerState, record: SubmissionRecord, policy: Policy, now: Date): Quorum {
  const votes = lastVotes(record).filter(({ decision }) => !mayNotDecide(record, decision.person))
  const voters = votes
    .filter(({ decision }) => decision.decision === 'approve' && stillCounts(state, decision, now))
    .flatMap(({ decision }): Voter[] => {
      const person = state.people.get(decision.person)
      return person?.active ? [{ id: person.id, groups: person.groups }] : []
    })
  const { seats, missing } = assignSeats(policy.groups, voters)
  // A rejection stands even when its author has left since.
  const rejectedBy = votes
    .filter(({ decision }) => decision.decision === 'reject')
    .map(({ decision }) => decision.person)
  const submitted = submitDecision(record)
  const meant = submitted !== null && stillCounts(state, submitted.decision, now)
  return { reached: meant && missing.length === 0 && rejectedBy.length === 0, seats, missing, rejectedBy }
}

// A word does not outlive its validity, nor the passkey that it was given with.
function stillCounts({ credentials }: SignerState, { notAfter, credentialId }: Decision, now: Date): boolean {
  if (new Date(notAfter) <= now) return false
  return credentialId === null || credentials.get(credentialId)?.revokedAt === null
}

/** Nobody decides on what they asked for or wrote. */
export const mayNotDecide = ({ requester, authors }: SubmissionRecord, person: string): boolean =>
  person === requester || authors.includes(person)

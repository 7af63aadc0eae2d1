import type { JournalEntry, Policy, SignerPerson } from '#core/protocol/protocol.ts'
import { assignSeats } from '#core/quorum/assign-seats.ts'
import type { PersonRef } from './people.ts'
import type { DecisionView, SeatView } from './views.ts'

type DecisionEntry = Extract<JournalEntry, { kind: 'decision' }>

const decisionsOf = (entries: readonly JournalEntry[]): DecisionEntry[] =>
  entries.filter((entry) => entry.kind === 'decision')

/** The last word of each person on approving. */
function lastVotes(entries: readonly JournalEntry[]): Map<string, DecisionEntry> {
  const votes = new Map<string, DecisionEntry>()
  for (const entry of decisionsOf(entries)) {
    const { decision, person } = entry.decision
    if (decision === 'approve' || decision === 'reject') votes.set(person, entry)
  }
  return votes
}

/** People whose last word is a rejection, in the order in which they came. */
export function rejectedBy(entries: readonly JournalEntry[]): string[] {
  const last = [...lastVotes(entries).values()].sort((a, b) => a.seq - b.seq)
  return last.filter(({ decision }) => decision.decision === 'reject').map(({ decision }) => decision.person)
}

/** What this person said last, or null. */
export function lastVoteOf(entries: readonly JournalEntry[], personId: string): 'approve' | 'reject' | null {
  const decision = lastVotes(entries).get(personId)?.decision.decision
  return decision === 'approve' || decision === 'reject' ? decision : null
}

export function decisionViews(
  entries: readonly JournalEntry[],
  nameOf: (id: string) => PersonRef,
): readonly DecisionView[] {
  const last = lastVotes(entries)
  return decisionsOf(entries).map(({ seq, at, decision, comment }) => {
    const isVote = decision.decision === 'approve' || decision.decision === 'reject'
    return {
      seq,
      at,
      person: nameOf(decision.person),
      decision: decision.decision,
      method: decision.method,
      comment,
      counts: !isVote || last.get(decision.person)?.seq === seq,
      validUntil: decision.notAfter,
    }
  })
}

export interface SeatInput {
  readonly policy: Policy
  readonly entries: readonly JournalEntry[]
  readonly people: ReadonlyMap<string, SignerPerson>
  readonly requesterId: string
  readonly now: Date
  readonly nameOf: (id: string) => PersonRef
}

/** Who fills which seat of the pinned policy, judged as the signer judges it, and who could fill what is open. */
export function seatViews({ policy, entries, people, requesterId, now, nameOf }: SeatInput): readonly SeatView[] {
  const approving = [...lastVotes(entries).values()]
    .filter(({ decision }) => decision.decision === 'approve' && new Date(decision.notAfter) > now)
    .map(({ decision }) => decision.person)
    .filter((id) => id !== requesterId && people.get(id)?.active)
  const { seats } = assignSeats(
    policy.groups,
    approving.map((id) => ({ id, groups: people.get(id)?.groups ?? [] })),
  )
  return policy.groups.map(({ id, title, count }) => {
    const filled = [...seats].filter(([, group]) => group === id).map(([person]) => nameOf(person))
    const could = [...people.values()].filter(
      (person) =>
        person.active && person.groups.includes(id) && person.id !== requesterId && !approving.includes(person.id),
    )
    return {
      groupId: id,
      title,
      required: count,
      filled,
      waitsFor: filled.length < count ? could.map((person) => nameOf(person.id)) : [],
    }
  })
}

import type { Policy, SignerPerson } from '#core/protocol/protocol.ts'
import { assignSeats, type RequiredGroup } from '#core/quorum/assign-seats.ts'

export interface Simulation {
  /** Enough people could approve, if all of them did. */
  readonly satisfiable: boolean
  /** Seats that stay empty even then. */
  readonly missing: readonly RequiredGroup[]
  /** Who could approve, by group of the policy. */
  readonly people: Readonly<Record<string, readonly string[]>>
}

/** Why this policy can not be satisfied today, in one sentence; null when it can. */
export function whyUnsatisfiable({ title, groups }: Policy, { missing }: Pick<Simulation, 'missing'>): string | null {
  if (missing.length === 0) return null
  const name = (id: string) => groups.find((group) => group.id === id)?.title ?? id
  const words = missing.map(({ id, count }) => `${count} more of ${name(id)}`).join(', ')
  return `The policy “${title}” can not be satisfied today: it needs ${words}.`
}

/**
 * Who could approve under this policy today: active people who can prove themselves, without those who may not decide (requester and
 * authors). One person fills one seat.
 */
export function simulatePolicy(
  policy: Policy,
  people: readonly SignerPerson[],
  may: (person: SignerPerson) => boolean = () => true,
): Simulation {
  const voters = people.filter((person) => person.active && may(person))
  const { missing } = assignSeats(policy.groups, voters)
  const members = (group: string) => voters.filter(({ groups }) => groups.includes(group)).map(({ id }) => id)
  return {
    satisfiable: missing.length === 0,
    missing,
    people: Object.fromEntries(policy.groups.map(({ id }) => [id, members(id)])),
  }
}

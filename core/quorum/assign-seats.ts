/** A group that must approve, with the number of its people. */
export interface RequiredGroup {
  readonly id: string
  readonly count: number
}

export interface Voter {
  readonly id: string
  readonly groups: readonly string[]
}

export interface Seating {
  /** Person to the group whose seat they fill; nobody fills two. */
  readonly seats: ReadonlyMap<string, string>
  /** Groups with seats that nobody can fill; empty when everything required is there. */
  readonly missing: readonly RequiredGroup[]
}

/**
 * Seats as many people as possible, each on at most one seat of a group they are in (bipartite matching, augmenting paths).
 * The number of filled seats is the largest possible; who sits where depends on the order of the input only.
 */
export function assignSeats(groups: readonly RequiredGroup[], voters: readonly Voter[]): Seating {
  const seats = groups.flatMap((group) => Array.from({ length: group.count }, () => group.id))
  const holders: (Voter | null)[] = seats.map(() => null)
  for (const voter of distinct(voters)) seat(voter, new Set(), seats, holders)
  const filled = new Map<string, string>()
  const open = new Map<string, number>()
  for (const [i, group] of seats.entries()) {
    const holder = holders[i]
    if (holder) filled.set(holder.id, group)
    else open.set(group, (open.get(group) ?? 0) + 1)
  }
  return { seats: filled, missing: [...open].map(([id, count]) => ({ id, count })) }
}

// Takes a free seat, or one whose holder can move to another.
function seat(voter: Voter, tried: Set<number>, seats: readonly string[], holders: (Voter | null)[]): boolean {
  for (const [i, group] of seats.entries()) {
    if (tried.has(i) || !voter.groups.includes(group)) continue
    tried.add(i)
    const holder = holders[i]
    if (!holder || seat(holder, tried, seats, holders)) {
      holders[i] = voter
      return true
    }
  }
  return false
}

function distinct(voters: readonly Voter[]): Voter[] {
  return [...new Map(voters.map((voter) => [voter.id, voter])).values()]
}

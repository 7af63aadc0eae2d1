import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignSeats, type RequiredGroup, type Voter } from './assign-seats.ts'

const groups: RequiredGroup[] = [
  { id: 'ad', count: 1 },
  { id: 'security', count: 1 },
]

test('one person fills one seat, even in both groups', () => {
  const alone = assignSeats(groups, [{ id: 'ana', groups: ['ad', 'security'] }])
  expect(alone.seats.size).toBe(1)
  expect(alone.missing).toHaveLength(1)
})

test('a person moves to another seat so that both can sit', () => {
  const voters: Voter[] = [
    { id: 'ana', groups: ['ad', 'security'] },
    { id: 'ben', groups: ['ad'] },
  ]
  expect(assignSeats(groups, voters)).toEqual({
    seats: new Map([
      ['ben', 'ad'],
      ['ana', 'security'],
    ]),
    missing: [],
  })
})

test('the same person named twice counts once', () => {
  const twice: Voter[] = [
    { id: 'ana', groups: ['ad'] },
    { id: 'ana', groups: ['security'] },
  ]
  expect(assignSeats(groups, twice).seats.size).toBe(1)
})

/** Every way to send each person to one of their groups or home: the largest number of seats that are filled. */
function bruteForce(required: readonly RequiredGroup[], voters: readonly Voter[]): number {
  const [voter, ...rest] = voters
  if (voter === undefined) return 0
  let best = bruteForce(required, rest)
  for (const group of required) {
    if (group.count === 0 || !voter.groups.includes(group.id)) continue
    const left = required.map((g) => (g.id === group.id ? { ...g, count: g.count - 1 } : g))
    best = Math.max(best, 1 + bruteForce(left, rest))
  }
  return best
}

test('as many seats are filled as any assignment can fill, each by somebody of the group', () => {
  const names = ['a', 'b', 'c']
  const required = fc.record({ a: fc.nat(3), b: fc.nat(3), c: fc.nat(3) })
  const people = fc.array(fc.subarray(names), { maxLength: 6 })
  fc.assert(
    fc.property(required, people, (counts, memberships) => {
      const wanted = Object.entries(counts).map(([id, count]) => ({ id, count }))
      const voters = memberships.map((member, i) => ({ id: `p${i}`, groups: member }))
      const { seats, missing } = assignSeats(wanted, voters)
      expect(seats.size).toBe(bruteForce(wanted, voters))
      for (const [id, group] of seats) expect(voters.find((v) => v.id === id)?.groups).toContain(group)
      const open = missing.reduce((sum, group) => sum + group.count, 0)
      expect(open + seats.size).toBe(wanted.reduce((sum, group) => sum + group.count, 0))
      for (const group of wanted) {
        expect([...seats.values()].filter((id) => id === group.id).length).toBeLessThanOrEqual(group.count)
      }
    }),
  )
})

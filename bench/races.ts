import { editRequest } from '#server/requests/edit-request.ts'
import { readHistory } from '#server/requests/read-history.ts'
import { readPlanEntries } from '#server/signer-link/read-journal.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { buildInput, buildSigner } from '#signer/testing/build-signer.ts'

/** Two deeds at the same time on one plan that lacks one approval (or two, for two approvals). */
export const RACES = {
  'edit against approve': {
    before: 1,
    deeds: (portal: TestPortal, id: string) => [
      () => editRequest(portal.as('ines'), { id }),
      () => portal.decide(id, 'amara', 'approve'),
    ],
  },
  'two approvals at once': {
    before: 0,
    deeds: (portal: TestPortal, id: string) => [
      () => portal.decide(id, 'tomas', 'approve'),
      () => portal.decide(id, 'amara', 'approve'),
    ],
  },
  'approve against withdraw': {
    before: 1,
    deeds: (portal: TestPortal, id: string) => [
      () => portal.decide(id, 'amara', 'approve'),
      () => portal.decide(id, 'ines', 'withdraw'),
    ],
  },
  'approve against recall': {
    before: 1,
    deeds: (portal: TestPortal, id: string) => [
      async () => {
        await portal.decide(id, 'amara', 'approve')
        await portal.work()
      },
      () => portal.decide(id, 'ines', 'recall'),
    ],
  },
} as const

export type RaceName = keyof typeof RACES

/** Lets other work of this process go first, a different number of times in each round. */
async function yieldTimes(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** How one round ended, in words; `problems` names what does not fit together. */
export interface Round {
  readonly state: string
  readonly problems: readonly string[]
}

/**
 * Runs a race and compares what signer and portal say afterwards. The second deed begins up to 12 turns of the event loop later,
 * the first one in every other round.
 */
export async function runRound(portal: TestPortal, name: RaceName, round: number): Promise<Round> {
  const { before, deeds } = RACES[name]
  const id = await portal.submitted(buildInput())
  const planDigest = portal.planDigest(id)
  if (before === 1) await portal.decide(id, 'tomas', 'approve')
  await portal.services.signer.catchUp()
  const [one, other] = deeds(portal, id)
  const delays = round % 2 === 0 ? [0, (round >> 1) % 13] : [(round >> 1) % 13, 0]
  await Promise.allSettled(
    [one, other].map(async (deed, index) => {
      await yieldTimes(delays[index] ?? 0)
      await deed?.()
    }),
  )
  await portal.work()
  await portal.work()
  return { state: portal.state(id) ?? 'gone', problems: problemsOf(portal, id, planDigest) }
}

function problemsOf(portal: TestPortal, id: string, planDigest: string): string[] {
  const entries = readPlanEntries(portal.services.db, planDigest)
  const count = (kind: string) => entries.filter((entry) => entry.kind === kind).length
  const decided = (decision: string) =>
    entries.some((entry) => entry.kind === 'decision' && entry.decision.decision === decision)
  const view = portal.view(id)
  const first = view.revisions.find((revision) => revision.planDigest === planDigest)
  const signed = count('signed') === 1
  const ended = count('closed') > 0 || decided('withdraw')
  const moves = readHistory(portal.as('ines'), { id }).filter(({ kind }) => kind === 'request.signed').length
  return [
    signed && ended && 'the signer signed a plan that was ended',
    count('signed') > 1 && 'signed twice',
    count('quorum') > 1 && 'two quorums',
    moves !== count('signed') && 'audit and journal differ about the signature',
    signed && !['signed', 'recalled'].includes(first?.outcome ?? '') && `signed, and its revision is ${first?.outcome}`,
    !signed && ['signed', 'recalled'].includes(view.state) && `${view.state} without a signature`,
    decided('withdraw') && view.state !== 'withdrawn' && `withdrawn at the signer, ${view.state} here`,
    count('closed') > 0 && !decided('withdraw') && view.state !== 'draft' && `closed at the signer, ${view.state} here`,
    decided('recall') && view.state !== 'recalled' && `recalled at the signer, ${view.state} here`,
  ].filter((problem) => problem !== false)
}

/** `node bench/races.ts [ROUNDS]`: 200 rounds each by default. */
export async function runRaces(rounds: number): Promise<Record<string, Record<string, number>>> {
  const told: Record<string, Record<string, number>> = {}
  for (const name of Object.keys(RACES) as RaceName[]) {
    const outcomes: Record<string, number> = {}
    const portal = new TestPortal(await buildSigner()).furnish()
    for (let round = 0; round < rounds; round += 1) {
      const { state, problems } = await runRound(portal, name, round)
      if (problems.length > 0) throw new Error(`${name}, round ${round}: ${problems.join('; ')}`)
      outcomes[state] = (outcomes[state] ?? 0) + 1
    }
    told[name] = outcomes
  }
  return told
}

if (import.meta.main) {
  const rounds = Number(process.argv[2] ?? 200)
  process.stdout.write(`${JSON.stringify({ rounds, ...(await runRaces(rounds)) }, null, 2)}\n`)
}

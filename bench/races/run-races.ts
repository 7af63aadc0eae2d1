import type { SignedTicket, Ticket } from '#core/protocol/protocol.ts'
import type { DecisionKind } from '#core/statement/schemas.ts'
import { randomOf } from '../mutations.ts'
import { judgeOutcome } from './judge-outcome.ts'
import { openPage } from './open-page.ts'
import { type Ground, openGround, passing } from './race-ground.ts'
import { type Order, orderOf } from './schedule.ts'

interface Button {
  readonly person: string
  readonly action: Ticket['action']
  readonly decision: DecisionKind
}
const approve = (person: string): Button => ({ person, action: 'decide', decision: 'approve' })

interface Race {
  /** One of the two approvals that the plan needs is there before. */
  readonly approved: boolean
  readonly first: Button | 'edit'
  readonly second: Button
}

/** Two deeds at the same time on one submitted plan. */
export const RACES: Readonly<Record<string, Race>> = {
  'edit against approve': { approved: true, first: 'edit', second: approve('amara') },
  'two approvals at once': { approved: false, first: approve('tomas'), second: approve('amara') },
  'approve against withdraw': {
    approved: true,
    first: { person: 'ines', action: 'withdraw', decision: 'withdraw' },
    second: approve('amara'),
  },
  'approve against recall': {
    approved: true,
    first: { person: 'ines', action: 'recall', decision: 'recall' },
    second: approve('amara'),
  },
}

const MINUTE_MS = 61_000

interface Plan {
  readonly id: string
  readonly planDigest: string
}

/** How one round ended, in words. Throws when signer, portal and audit log disagree. */
async function runRound(ground: Ground, name: string, race: Race, order: Order): Promise<string> {
  const { signer, web, gate, portal } = ground
  const plan = await submittedPlan(ground, race)
  const deeds = { first: await deedOf(ground, plan, race.first), second: await deedOf(ground, plan, race.second) }
  gate.begin(order)
  await web.tell('follow')
  const begin = async (who: 'first' | 'second') => {
    const turns = 'late' in order && order.late === who ? order.turns : 0
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    return deeds[who](who)
  }
  const [first, second] = await Promise.all([begin('first'), begin('second')])
  gate.release()
  const reported = (await web.tell('settle')) as string[]

  const refusals = [first, second].filter((refusal) => refusal !== null)
  const problems = [
    ...reported,
    ...(await judgeOutcome(ground, plan.id, plan.planDigest)),
    ...refusals.filter((refusal) => refusal !== 409 && refusal !== 'CONFLICT').map((refusal) => `refused: ${refusal}`),
  ]
  if (problems.length > 0) throw new Error(`${name}, ${plan.id}, ${JSON.stringify(order)}: ${problems.join('; ')}`)
  const earlier = signer.authority.record(plan.planDigest).decisions[1]?.decision.person
  const who = race.approved ? null : `${earlier} first`
  const refused = [first === null ? null : 'first refused', second === null ? null : 'second refused']
  return [portal.state(plan.id), who, ...refused].filter(Boolean).join(', ')
}

/** A plan on which people decide, in a minute of its own: the signer's pages let sixty people in per minute. */
async function submittedPlan({ signer, web }: Ground, { approved }: Race): Promise<Plan> {
  signer.now = new Date(signer.now.getTime() + MINUTE_MS)
  const plan = (await web.tell('prepare', signer.now.toISOString())) as Plan
  const decide = (person: string, action: Ticket['action'], decision: DecisionKind) =>
    signer.signer.decide({ ticket: signer.ticket(person, action, plan.planDigest), decision, comment: null })
  await decide('ines', 'submit', 'submit')
  if (approved) await decide('tomas', 'decide', 'approve')
  await web.tell('catchUp')
  return plan
}

/** Null when it was done, else how it was refused. */
type Deed = (who: 'first' | 'second') => Promise<unknown>

/** A deed up to its last step: the person already looks at the signer's page, unless there is none yet. */
async function deedOf({ signer, web, gate, pages }: Ground, plan: Plan, deed: Button | 'edit'): Promise<Deed> {
  // The web process passes the gate where it reaches the signer.
  if (deed === 'edit') return () => web.tell('edit', plan.id)
  const { person, action, decision } = deed
  const ticket: SignedTicket = signer.ticket(person, action, plan.planDigest)
  if (action === 'recall') return (who) => passing(gate, who, async () => (await openPage(pages, ticket))(decision))
  const press = await openPage(pages, ticket)
  return (who) => passing(gate, who, () => press(decision))
}

/** Each race in so many rounds. Yields how often each ended how. The same seed draws the same orders. */
export async function runRaces(rounds: number, seed = 1): Promise<Record<string, Record<string, number>>> {
  const random = randomOf(seed)
  const told: Record<string, Record<string, number>> = {}
  const ground = await openGround()
  try {
    for (const [name, race] of Object.entries(RACES)) {
      const outcomes: Record<string, number> = {}
      for (let round = 0; round < rounds; round += 1) {
        const outcome = await runRound(ground, name, race, orderOf(round, random))
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      }
      told[name] = outcomes
    }
  } finally {
    await ground.stop()
  }
  return told
}

/** `node bench/races/run-races.ts [ROUNDS [SEED]]`: 200 rounds each by default. */
if (import.meta.main) {
  const [rounds = 200, seed = 1] = process.argv.slice(2).map(Number)
  process.stdout.write(`${JSON.stringify({ rounds, seed, ...(await runRaces(rounds, seed)) }, null, 2)}\n`)
}

import { createHash, generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import type { SignedTicket, Ticket } from '#core/protocol/protocol.ts'
import type { DecisionKind } from '#core/statement/schemas.ts'
import { Authority } from '../authority.ts'
import {
  approvedPlan,
  buildSigner,
  buildSubmission,
  START,
  signTicket,
  submittedPlan,
  type TestSigner,
} from '../testing/build-signer.ts'

let made: TestSigner
beforeEach(async () => {
  made = await buildSigner()
})

const decide = (ticket: SignedTicket, decision: DecisionKind, comment: string | null = null) =>
  made.signer.decide({ ticket, decision, comment })
const say = (
  person: string,
  action: Ticket['action'],
  planDigest: string,
  decision: DecisionKind,
  comment: string | null = null,
) => decide(made.ticket(person, action, planDigest), decision, comment)
const kinds = () => made.authority.ledger.journal.lines.map(({ entry }) => entry.kind)
const later = (milliseconds: number) => {
  made.now = new Date(made.now.getTime() + milliseconds)
}
const DAY = 86_400_000

test('two approvals of the two groups make the quorum, once', async () => {
  const plan = await approvedPlan(made)
  expect(kinds().slice(-4)).toEqual(['decision', 'decision', 'decision', 'quorum'])
  expect(made.authority.record(plan).quorum).not.toBeNull()
  await expect(say('both', 'decide', plan, 'approve')).rejects.toThrow(/Enough people/)
})

test('one person in both groups is one person', async () => {
  const plan = await submittedPlan(made)
  await say('both', 'decide', plan, 'approve')
  expect(kinds()).not.toContain('quorum')
  await expect(made.signer.sign(plan)).rejects.toMatchObject({ code: 'CONFLICT' })
  await say('tomas', 'decide', plan, 'approve')
  expect(kinds().at(-1)).toBe('quorum')
})

test('nobody decides on their own request', async () => {
  const boss = await buildSigner({}, [
    ...(await made.signer.status()).people,
    { id: 'ina', name: 'Ina', groups: ['directory-operations'], active: true },
  ])
  made = boss
  const submission = buildSubmission(made.genesis)
  const own = buildSubmission(made.genesis, { ...submission.input, requester: 'ina' })
  const { planDigest } = await made.signer.submit(own)
  await say('ina', 'submit', planDigest, 'submit')
  await expect(say('ina', 'decide', planDigest, 'approve')).rejects.toThrow(/your own request/)
})

test('only the requester submits and withdraws', async () => {
  const { planDigest } = await made.signer.submit(buildSubmission(made.genesis))
  await expect(say('tomas', 'submit', planDigest, 'submit')).rejects.toThrow(/Only the person who asked/)
  await expect(say('tomas', 'withdraw', planDigest, 'withdraw')).rejects.toThrow(/Only the person who asked/)
})

test('nothing is decided before the requester submitted, and submitting twice is refused', async () => {
  const { planDigest } = await made.signer.submit(buildSubmission(made.genesis))
  await expect(say('tomas', 'decide', planDigest, 'approve')).rejects.toThrow(/not submitted/)
  await say('ines', 'submit', planDigest, 'submit')
  await expect(say('ines', 'submit', planDigest, 'submit')).rejects.toThrow(/already/)
})

test('strangers, people in no required group and people who left are refused', async () => {
  const plan = await submittedPlan(made)
  await expect(say('nobody', 'decide', plan, 'approve')).rejects.toThrow(/does not know you/)
  await expect(say('petra', 'decide', plan, 'approve')).rejects.toThrow(/none of the groups.*Directory operations/)
  await expect(say('olga', 'decide', plan, 'approve')).rejects.toThrow(/no longer active/)
})

test('a rejection needs a comment and blocks until its author changes their mind', async () => {
  const plan = await submittedPlan(made)
  await expect(say('tomas', 'decide', plan, 'reject', '  ')).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await say('tomas', 'decide', plan, 'reject', 'The window is on a bank holiday.')
  await say('amara', 'decide', plan, 'approve')
  await say('both', 'decide', plan, 'approve')
  expect(kinds()).not.toContain('quorum')
  await say('tomas', 'decide', plan, 'approve')
  expect(kinds().at(-1)).toBe('quorum')
})

test('saying the same again is refused and journals nothing', async () => {
  const plan = await submittedPlan(made)
  await say('tomas', 'decide', plan, 'approve')
  const before = kinds().length
  await expect(say('tomas', 'decide', plan, 'approve')).rejects.toThrow(/approved this plan already/)
  expect(kinds()).toHaveLength(before)
})

test('a ticket serves once, also after a restart', async () => {
  const plan = await submittedPlan(made)
  const ticket = made.ticket('tomas', 'decide', plan)
  await decide(ticket, 'approve')
  await expect(decide(ticket, 'reject', 'no')).rejects.toThrow(/used already/)
  made = made.restart()
  await expect(decide(ticket, 'reject', 'no')).rejects.toThrow(/used already/)
})

test('expired, too long, forged, foreign and malformed tickets are refused', async () => {
  const plan = await submittedPlan(made)
  const good = made.ticket('tomas', 'decide', plan)
  const stranger = generateKeyPairSync('ed25519').privateKey
  await expect(
    decide(made.ticket('tomas', 'decide', plan, { notAfter: START.toISOString() }), 'approve'),
  ).rejects.toThrow(/expired/)
  await expect(decide(made.ticket('tomas', 'decide', plan, { notAfter: 'soon' }), 'approve')).rejects.toThrow(/expired/)
  const long = new Date(START.getTime() + 3_600_000).toISOString()
  await expect(decide(made.ticket('tomas', 'decide', plan, { notAfter: long }), 'approve')).rejects.toThrow(/too long/)
  await expect(decide(signTicket(stranger, good.ticket), 'approve')).rejects.toThrow(/does not come from/)
  await expect(decide({ ...good, ticket: { ...good.ticket, person: 'amara' } }, 'approve')).rejects.toThrow(
    /does not come from/,
  )
  await expect(decide(made.ticket('tomas', 'decide', plan, { genesis: 'e'.repeat(64) }), 'approve')).rejects.toThrow(
    /another signer/,
  )
  await expect(decide({ ...good, extra: 1 } as SignedTicket, 'approve')).rejects.toThrow(/malformed/)
  later(61_000)
  await expect(decide(good, 'approve')).rejects.toThrow(/expired/)
})

test('a ticket for one thing is not good for another', async () => {
  const plan = await submittedPlan(made)
  await expect(decide(made.ticket('ines', 'submit', plan), 'withdraw')).rejects.toThrow(/not for this decision/)
  await expect(decide(made.ticket('tomas', 'decide', plan), 'submit')).rejects.toThrow(/not for this decision/)
  await expect(decide(made.ticket('tomas', 'decide', 'f'.repeat(64)), 'approve')).rejects.toThrow(
    /does not know this plan/,
  )
})

test('after closing and after withdrawing nothing is decided or signed', async () => {
  const plan = await approvedPlan(made)
  await made.signer.close(plan, 'edited in the portal')
  await made.signer.close(plan, 'again')
  expect(kinds().filter((kind) => kind === 'closed')).toHaveLength(1)
  await expect(made.signer.sign(plan)).rejects.toThrow(/closed: edited in the portal/)
  await expect(say('both', 'decide', plan, 'reject', 'x')).rejects.toThrow(/closed/)
})

test('a signed plan can neither be withdrawn nor closed', async () => {
  const plan = await approvedPlan(made)
  await made.signer.sign(plan)
  await expect(say('ines', 'withdraw', plan, 'withdraw')).rejects.toThrow(/signed already/)
  await expect(made.signer.close(plan, 'late')).rejects.toThrow(/signed already/)
})

test('a withdrawal closes the plan', async () => {
  const plan = await submittedPlan(made)
  await say('ines', 'withdraw', plan, 'withdraw')
  expect(kinds().slice(-2)).toEqual(['decision', 'closed'])
  await expect(say('tomas', 'decide', plan, 'approve')).rejects.toThrow(/withdrawn/)
})

test('an approval counts for the days of the policy and not longer', async () => {
  const plan = await submittedPlan(made)
  await say('tomas', 'decide', plan, 'approve')
  later(14 * DAY)
  await say('amara', 'decide', plan, 'approve')
  expect(kinds()).not.toContain('quorum')
})

test('membership and validity are judged again when it signs', async () => {
  const plan = await approvedPlan(made)
  later(15 * DAY)
  await expect(made.signer.sign(plan)).rejects.toMatchObject({ code: 'CONFLICT' })
  made.now = START
  const amara = { id: 'amara', name: 'Amara', groups: ['information-security'], active: true }
  made.authority.ledger.append({ kind: 'person', person: { ...amara, groups: [] } })
  await expect(made.signer.sign(plan)).rejects.toThrow(/1 of information-security missing/)
  made.authority.ledger.append({ kind: 'person', person: { ...amara, active: false } })
  await expect(made.signer.sign(plan)).rejects.toThrow(/1 of information-security missing/)
  made.authority.ledger.append({ kind: 'person', person: amara })
  await made.signer.sign(plan)
})

test('a submission counts for the days of the policy too', async () => {
  const plan = await submittedPlan(made)
  later(13 * DAY)
  await say('tomas', 'decide', plan, 'approve')
  later(2 * DAY)
  await say('amara', 'decide', plan, 'approve')
  expect(kinds()).not.toContain('quorum')
  await expect(made.signer.sign(plan)).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('what a crash left between two lines is completed at the next start', async () => {
  const plan = await submittedPlan(made)
  await say('tomas', 'decide', plan, 'approve')
  await say('amara', 'decide', plan, 'approve')
  // The journal as it was one line earlier: the last approval, without its quorum.
  const path = `${made.dir}/journal`
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -2)
  made.authority.stop()
  writeFileSync(path, `${lines.join('\n')}\n`)
  const sha256 = createHash('sha256')
    .update(lines.at(-1) ?? '')
    .digest('hex')
  writeFileSync(`${made.dir}/head`, JSON.stringify({ seq: lines.length - 1, sha256 }))
  const again = new Authority(made.authority.options)
  expect(again.record(plan).quorum).not.toBeNull()
  again.stop()
})

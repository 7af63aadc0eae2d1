import { beforeEach, expect, test } from 'vitest'
import type { DecisionKind } from '#core/statement/schemas.ts'
import { buildInput, buildSigner, buildSubmission, PEOPLE, POLICY, type TestSigner } from '../testing/build-signer.ts'

const CALM = { ...POLICY, coolingOffHours: 4, ticketRequired: true }
const HOUR = 3_600_000
let made: TestSigner
let plan: string
beforeEach(async () => {
  made = await buildSigner({}, PEOPLE, [CALM])
  ;({ planDigest: plan } = await made.signer.submit(buildSubmission(made.genesis, buildInput(), CALM)))
  const ticket = made.ticket('ines', 'submit', plan)
  await made.signer.decide({ ticket, decision: 'submit', comment: null })
})

const say = (person: string, decision: DecisionKind, comment: string | null = null) =>
  made.signer.decide({ ticket: made.ticket(person, 'decide', plan), decision, comment })
const later = (hours: number) => {
  made.now = new Date(made.now.getTime() + hours * HOUR)
}
const quorums = () => made.authority.ledger.journal.lines.filter(({ entry }) => entry.kind === 'quorum').length

test('nothing is signed while a plan cools off, and the refusal says until when and what can be done', async () => {
  await say('tomas', 'approve')
  await say('amara', 'approve')
  later(3.99)
  await expect(made.signer.sign(plan)).rejects.toThrow(
    'cools off until Tue 24 Nov 2026, 14:00 UTC. Until then approvers can reject it',
  )
  later(0.01)
  await made.signer.sign(plan)
  await expect(say('tomas', 'reject', 'Too late.')).rejects.toThrow('signed already')
})

test('approvers reject while a plan cools off; their approval afterwards makes it cool off anew', async () => {
  await say('tomas', 'approve')
  await say('amara', 'approve')
  later(3)
  await say('both', 'reject', 'The window is a bank holiday.')
  later(2)
  await expect(made.signer.sign(plan)).rejects.toThrow('Not enough people')
  await say('both', 'approve')
  expect(quorums()).toBe(2)
  later(3)
  await expect(made.signer.sign(plan)).rejects.toThrow('cools off until Tue 24 Nov 2026, 19:00 UTC')
  later(1)
  await made.signer.sign(plan)
})

test('where an approval counts no more somebody else steps in, and it cools off anew', async () => {
  await say('tomas', 'approve')
  await say('amara', 'approve')
  later(3)
  await expect(say('both', 'approve')).rejects.toThrow('Enough people have approved already')
  const amara = { id: 'amara', name: 'Amara', groups: [], active: true }
  made.authority.ledger.append({ kind: 'person', person: amara })
  await say('both', 'approve')
  expect(quorums()).toBe(2)
  later(2)
  await expect(made.signer.sign(plan)).rejects.toThrow('cools off until')
})

test('a plan without the change ticket that its policy asks for is refused', async () => {
  const input = buildInput({ requestId: 'MG-0002' })
  const bare = { ...input, case: { ...input.case, ticket: ' ' } }
  await expect(made.signer.submit(buildSubmission(made.genesis, bare, CALM))).rejects.toThrow(
    'asks for a change ticket. Enter its number in the request',
  )
})

test('a plan that nobody but its authors could approve is refused, with who is missing', async () => {
  const submit = (requestId: string, authors: string[]) =>
    made.signer.submit({ ...buildSubmission(made.genesis, buildInput({ requestId }), CALM), authors })
  await submit('MG-0003', ['amara', 'ines'])
  await expect(submit('MG-0004', ['amara', 'both', 'ines'])).rejects.toThrow(
    'can not be satisfied today: it needs 1 more of Information security',
  )
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import type { Policy, Submission } from '#core/protocol/protocol.ts'
import type { DecisionKind } from '#core/statement/schemas.ts'
import { type SignerProcess, signerProcess } from '../create-signer.ts'
import { journalDecision } from '../decisions/record-decision.ts'
import type { Listener } from '../http/listen.ts'
import { buildProduction, type ProductionSigner, populate } from '../testing/build-production.ts'
import { buildInput, buildSubmission, POLICY } from '../testing/build-signer.ts'
import { startApi } from './api-server.ts'

// The web process belongs to the attacker: it has the API's token and says whatever it likes. It gets no signature.
const TOKEN = 't'.repeat(48)
const LIGHT: Policy = {
  ...POLICY,
  id: 'light',
  title: 'Light',
  covers: [],
  groups: [{ id: 'directory-operations', title: 'Directory operations', count: 1 }],
}
let made: ProductionSigner
let api: SignerProcess
let listener: Listener
const input = buildInput({ mode: 'production' })
const honest = (changes: Partial<Submission> = {}): Submission => ({
  ...buildSubmission(made.genesis, input),
  ...changes,
})
const statement = (changes: Partial<Submission['planStatement']>): Submission =>
  honest({ planStatement: { ...honest().planStatement, ...changes } })

beforeAll(async () => {
  made = await buildProduction()
  populate(made)
  made.apply({ action: 'set-policy', policy: LIGHT }, ['tilda', 'theo'])
  api = signerProcess(made.authority)
  listener = await startApi({ api, token: TOKEN, port: 0, log: () => {} })
})
afterAll(async () => {
  await listener.stop()
  made.authority.stop()
})
const signatures = () => made.authority.ledger.journal.lines.filter(({ entry }) => entry.kind === 'signed').length

function say(planDigest: string, person: string, kind: DecisionKind): void {
  const record = made.authority.record(planDigest)
  const decision = made.decision(planDigest, person, kind)
  journalDecision(made.authority.ledger, {
    record,
    policy: POLICY,
    decision,
    comment: null,
    evidence: made.assert(decision),
  })
}

test.each([
  ['another requester', () => honest({ input: { ...input, requester: 'tomas' }, authors: ['tomas'] }), /requester/],
  ['a requester whom nobody knows', () => honest({ input: { ...input, requester: 'x' } }), /no active person/],
  ['another kind', () => honest({ input: { ...input, kind: 'password-update' } }), /no policy/],
  ['a lower risk', () => buildSubmission(made.genesis, input, LIGHT), /judged by the policy “conversion”/],
  ['a policy of its own', () => statement({ policy: { id: 'mine', version: 1, sha256: 'a'.repeat(64) } }), /no policy/],
  ['an edited policy', () => statement({ policy: { id: 'conversion', version: 1, sha256: 'a'.repeat(64) } }), /policy/],
  ['files of its own', () => statement({ targetsRoot: 'a'.repeat(64) }), /targetsRoot/],
  [
    'another generator',
    () => statement({ generator: { ...honest().planStatement.generator, version: '9' } }),
    /generator/,
  ],
  ['demo mode', () => honest({ input: { ...input, mode: 'demo' } }), /production mode/],
  ['another signer', () => statement({ genesis: 'a'.repeat(64) }), /genesis/],
  [
    'no acknowledgements',
    () => honest({ input: { ...input, case: { ...input.case, acknowledgements: [] } } }),
    /stand in the way/,
  ],
  [
    'a ciphertext of its own',
    () =>
      honest({ input: { ...input, ciphertexts: { 'X-1': { cms: 'x', recipientCertificateSha256: 'a'.repeat(64) } } } }),
    /./,
  ],
  ['authors without the requester', () => honest({ authors: ['amara'] }), /no author/],
  ['authors out of order', () => honest({ authors: ['tomas', 'ines'] }), /not sorted/],
] as const)('a submission with %s is refused', async (_name, build, reason) => {
  const lines = made.authority.ledger.journal.lines.length
  await expect(async () => api.submit(build() as Submission)).rejects.toThrow(reason)
  expect(made.authority.ledger.journal.lines.length).toBe(lines)
})

test('it has no call that decides, enrols or founds', async () => {
  for (const path of ['decisions', 'people', 'policies', 'credentials', 'init', 'change', 'journal', 'decide']) {
    const answer = await fetch(`http://127.0.0.1:${listener.port}/v1/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      body: canonicalJson({ person: 'amara', decision: 'approve' }),
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
  }
})

test('a plan is signed with everybody’s word only; a rejection that the web keeps to itself still blocks', async () => {
  const { planDigest } = await api.submit(honest())
  await expect(api.sign(planDigest)).rejects.toThrow('Not enough people')
  await expect(api.sign('b'.repeat(64))).rejects.toThrow('does not know this plan')
  const ticket = { type: 'mim-gmsa/ticket/1', genesis: made.genesis, person: 'tomas', planDigest, action: 'decide' }
  const forged = { ticket: { ...ticket, nonce: 'n'.repeat(32), notAfter: '2026-11-24T10:01:00Z' }, signature: 'x' }
  await expect(api.decide({ ticket: forged as never, decision: 'approve', comment: null })).rejects.toThrow(
    'does not accept sign-in decisions',
  )
  say(planDigest, 'ines', 'submit')
  say(planDigest, 'tomas', 'approve')
  await expect(api.sign(planDigest)).rejects.toThrow('1 of information-security missing')
  say(planDigest, 'amara', 'reject')
  await expect(api.sign(planDigest)).rejects.toThrow('Not enough people')
  expect(signatures()).toBe(0)
  // The same plan with everybody's word: the test can tell the difference.
  say(planDigest, 'amara', 'approve')
  await api.sign(planDigest)
  expect(signatures()).toBe(1)
})

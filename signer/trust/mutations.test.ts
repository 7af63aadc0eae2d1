import { beforeAll, describe, expect, test } from 'vitest'
import type { DecisionsFile } from '#core/protocol/decisions-file.ts'
import type { Decision } from '#core/statement/schemas.ts'
import { checkEvidence, checkQuorum } from '#crypto/bundle/check-decisions.ts'
import type { BundleParts } from '#crypto/bundle/parts.ts'
import { softwarePasskey } from '#crypto/testing/software-passkey.ts'
import { decisionsFile } from '../sign/decisions-file.ts'
import type { SubmissionRecord } from '../state/state.ts'
import { buildProduction, type ProductionSigner, populate } from '../testing/build-production.ts'
import { POLICY } from '../testing/build-signer.ts'
import { lastDecisionMutations, type Made } from '../testing/decision-mutations.ts'

// One good approval, changed in one place at a time: neither the signer nor the offline verifier takes it, each for the right reason.
const PLAN = 'a'.repeat(64)
let made: ProductionSigner
let file: DecisionsFile

beforeAll(async () => {
  made = await buildProduction({}, { withKey: false })
  populate(made)
  const word = (person: string, kind: Decision['decision'], seq: number): Made => {
    const decision = made.decision(PLAN, person, kind)
    return { seq, at: made.now.toISOString(), decision, evidence: made.assert(decision) }
  }
  const decisions = [word('ines', 'submit', 1), word('amara', 'approve', 2), word('tomas', 'approve', 3)]
  const { genesis, state } = { genesis: made.authority.ledger.state.genesis, state: made.authority.ledger.state }
  if (!genesis) throw new Error('not founded')
  const record = { planDigest: PLAN, requester: 'ines', authors: ['ines'], decisions } as unknown as SubmissionRecord
  const { ledger } = made.authority
  ledger.append({
    kind: 'submission',
    planDigest: PLAN,
    requestId: 'MG-0001',
    revision: 1,
    requester: 'ines',
    authors: ['ines'],
    policy: { id: POLICY.id, version: POLICY.version },
    submissionSha256: PLAN,
  })
  file = JSON.parse(Buffer.from(decisionsFile(state, genesis, record, POLICY)).toString('utf8'))
  // What the journal holds already when the last word comes.
  for (const { decision, evidence } of decisions.slice(0, 2)) {
    ledger.append({ kind: 'decision', decision, comment: null, evidence })
  }
})

function parts(decisions: readonly Made[], changes: Partial<DecisionsFile> = {}): BundleParts {
  const plan = { genesis: made.genesis, requester: 'ines', kind: 'conversion' }
  const signature = { at: made.now }
  return {
    decisions: { ...file, ...changes, decisions },
    plan,
    manifest: { planDigest: PLAN },
    signature,
  } as unknown as BundleParts
}

const last = (): Made => file.decisions[2] as Made
const idOf = (person: string) => made.passkeys.get(person)?.credential.id ?? ''
const signer = ({ decision, evidence }: Made) =>
  made.authority.ledger.append({ kind: 'decision', decision, comment: null, evidence })
const verifier = (mutant: Made) => checkEvidence(parts([...file.decisions.slice(0, 2), mutant]))

describe('an approval', () => {
  test('as it was made is taken by both', () => {
    expect(verifier(last())).toBe('3 decisions')
    expect(checkQuorum(parts(file.decisions))).toBe('tomas for directory-operations, amara for information-security')
  })

  test('that was changed in one place is refused by the signer and by the verifier', () => {
    const mutations = lastDecisionMutations(made, last, () => file.decisions[1] as Made)
    expect(mutations.length).toBeGreaterThan(30)
    for (const { name, mutate, reason, offline } of mutations) {
      const mutant = mutate()
      expect(() => signer(mutant), name).toThrow(reason)
      expect(() => verifier(mutant), name).toThrow(offline)
    }
  })

  test('with a counter that does not rise is refused by both', () => {
    const again = { ...made.decision(PLAN, 'amara', 'approve') }
    const copied = { seq: 4, at: last().at, decision: again, evidence: made.assert(again, { counter: 1 }) }
    expect(() => checkEvidence(parts([...file.decisions, copied]))).toThrow('counter of the passkey did not rise')
    const known = made.authority.ledger.state.credentials.get(idOf('amara'))
    if (known) known.counter = 1
    expect(() => signer(copied)).toThrow('counter of the passkey did not rise')
  })

  test('of a synced passkey counts only where the policy says so', () => {
    const synced = softwarePasskey('tomas', { synced: true })
    const credentials = [...file.credentials, synced.credential]
    const decision = { ...last().decision, credentialId: synced.credential.id }
    const by = made.passkeys.get('tomas')
    made.passkeys.set('tomas', synced)
    const word = { ...last(), decision, evidence: made.assert(decision) }
    if (by) made.passkeys.set('tomas', by)
    const all = [...file.decisions.slice(0, 2), word]
    expect(() => checkEvidence(parts(all, { credentials }))).toThrow('no passkey that is synced')
    const policy = { ...POLICY, allowSyncedPasskeys: true }
    expect(checkEvidence(parts(all, { credentials, policy }))).toBe('3 decisions')
  })

  test('is no quorum when its person wrote the request, asked for it, or it has run out', () => {
    expect(() => checkQuorum(parts(file.decisions, { authors: ['ines', 'tomas'] }))).toThrow('wrote themselves')
    expect(() => checkQuorum(parts(file.decisions, { authors: ['amara'] }))).toThrow('wrote themselves')
    const late = { ...parts(file.decisions), signature: { at: new Date('2027-01-01') } } as unknown as BundleParts
    expect(() => checkQuorum(late)).toThrow('did not submit')
    const two = parts(file.decisions.slice(0, 2))
    expect(() => checkQuorum(two)).toThrow('1 of directory-operations')
  })
})

test('RSA keys are as good as elliptic ones', () => {
  const rsa = softwarePasskey('tomas', { algorithm: 'RS256' })
  made.apply({ action: 'add-credential', credential: rsa.credential }, ['tilda', 'theo'])
  expect(made.authority.ledger.state.credentials.has(rsa.credential.id)).toBe(true)
})

import { beforeEach, expect, test } from 'vitest'
import { softwarePasskey } from '#crypto/testing/software-passkey.ts'
import { Journal, type NewEntry } from '../journal/journal.ts'
import { buildProduction, type ProductionSigner, populate } from '../testing/build-production.ts'
import { POLICY } from '../testing/build-signer.ts'

// Whoever can write into the signer's folder writes well-linked lines. What a line may do is judged again at each start.
const PLAN = 'a'.repeat(64)
let made: ProductionSigner

beforeEach(async () => {
  made = await buildProduction({}, { withKey: false })
})

/** People, a policy, a plan of Ines that waits for decisions; Tomas has a synced passkey only. */
function given(policy = POLICY): void {
  populate(made)
  const synced = softwarePasskey('tomas', { synced: true })
  const first = made.passkeys.get('tomas')?.credential.id ?? ''
  made.apply({ action: 'add-credential', credential: synced.credential }, ['tilda', 'theo'])
  made.apply({ action: 'revoke-credential', credentialId: first }, ['tilda'])
  made.passkeys.set('tomas', synced)
  if (policy.version > 1) made.apply({ action: 'set-policy', policy }, ['tilda', 'theo'])
  made.authority.ledger.append({
    kind: 'submission',
    planDigest: PLAN,
    requestId: 'MG-0001',
    revision: 1,
    requester: 'ines',
    authors: ['ines'],
    policy: { id: policy.id, version: policy.version },
    submissionSha256: PLAN,
  })
  made.authority.ledger.append(word('ines', 'submit'))
}

function word(person: string, kind: 'submit' | 'approve'): Extract<NewEntry, { kind: 'decision' }> {
  const decision = made.decision(PLAN, person, kind)
  return { kind: 'decision', decision, comment: null, evidence: made.assert(decision) }
}

/** Writes the line past every check, then starts the signer. */
function restartWith(entry: NewEntry) {
  made.authority.stop()
  const journal = new Journal(made.dir, () => made.now)
  journal.append(entry)
  journal.stop()
  return () => made.open()
}

test('a synced passkey decides nothing where the policy refuses it: not on the page, not by a line in the file', () => {
  given()
  const line = word('tomas', 'approve')
  expect(() => made.authority.ledger.append(line)).toThrow('synced between devices')
  expect(restartWith(line)).toThrow(/was not agreed to as it must be \(Your passkey is synced/)
})

test('a synced passkey decides where the policy accepts it, and the journal replays', () => {
  given({ ...POLICY, version: 2, allowSyncedPasskeys: true })
  made.authority.ledger.append(word('tomas', 'approve'))
  expect(made.restart().record(PLAN).decisions).toHaveLength(2)
})

test.each([
  ['of the requester', 'ines', 'your own request'],
  ['of somebody in no group', 'petra', 'none of the groups'],
  ['of a trustee', 'tilda', 'none of the groups'],
])('an approval %s in the file stops the start', (_name, person, reason) => {
  given()
  expect(restartWith(word(person, 'approve'))).toThrow(reason)
})

test('a quorum that nobody made stops the start', () => {
  given()
  made.authority.ledger.append(word('amara', 'approve'))
  expect(restartWith({ kind: 'quorum', planDigest: PLAN })).toThrow('Not enough people have approved')
})

test('a word on a plan that was never submitted stops the start', () => {
  given()
  const decision = made.decision('b'.repeat(64), 'amara', 'approve')
  const evidence = made.assert(decision)
  expect(restartWith({ kind: 'decision', decision, comment: null, evidence })).toThrow('never submitted')
})

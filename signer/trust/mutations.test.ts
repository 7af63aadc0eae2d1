import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import type { DecisionsFile } from '#core/protocol/decisions-file.ts'
import type { Decision } from '#core/statement/schemas.ts'
import { checkEvidence, checkQuorum } from '#crypto/bundle/check-decisions.ts'
import type { BundleParts } from '#crypto/bundle/parts.ts'
import { softwarePasskey } from '#crypto/testing/software-passkey.ts'
import { decisionsFile } from '../sign/decisions-file.ts'
import type { SubmissionRecord } from '../state/state.ts'
import { buildProduction, ORIGIN, type ProductionSigner, populate } from '../testing/build-production.ts'
import { POLICY } from '../testing/build-signer.ts'

// One good approval, changed in one place at a time: neither the signer nor the offline verifier takes it, each for the right reason.
const PLAN = 'a'.repeat(64)
type Made = DecisionsFile['decisions'][number]
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
    ...{ kind: 'submission', planDigest: PLAN, requestId: 'MG-0001', revision: 1, requester: 'ines' },
    ...{ authors: ['ines'], policy: { id: POLICY.id, version: POLICY.version }, submissionSha256: PLAN },
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

const changed = (changes: () => Partial<Decision>) => () => ({
  ...last(),
  decision: { ...last().decision, ...changes() },
})
const asserted =
  (changes: Parameters<ProductionSigner['assert']>[1], after: (evidence: string) => string = (same) => same) =>
  (): Made => ({ ...last(), evidence: after(made.assert(last().decision, changes)) })
const inEvidence = (edit: (assertion: Record<string, string>) => void) =>
  asserted({}, (evidence) => {
    const assertion = JSON.parse(evidence)
    edit(assertion)
    return canonicalJson(assertion)
  })

const CHALLENGE = 'signed another challenge'
const ELSEWHERE = 'was used on'
const MUTATIONS: readonly (readonly [string, () => Made, string, string?])[] = [
  ['for another plan', changed(() => ({ planDigest: 'b'.repeat(64) })), 'never submitted', 'belongs to another plan'],
  ['of another signer', changed(() => ({ genesis: 'b'.repeat(64) })), 'another signer', 'belongs to another plan'],
  ['turned into a rejection', changed(() => ({ decision: 'reject' })), CHALLENGE],
  ['under another name', changed(() => ({ person: 'amara' })), 'not enrolled for this person', 'not one of theirs'],
  ['with another’s passkey', changed(() => ({ credentialId: idOf('amara') })), 'not enrolled', 'not one of theirs'],
  ['with an unknown passkey', changed(() => ({ credentialId: 'AAAA' })), 'not enrolled', 'not one of theirs'],
  ['with another nonce', changed(() => ({ nonce: 'n'.repeat(32) })), CHALLENGE],
  [
    'with a nonce used before',
    changed(() => ({ nonce: file.decisions[1]?.decision.nonce ?? '' })),
    'used already',
    'twice or out of order',
  ],
  ['valid for longer', changed(() => ({ notAfter: '2030-01-01T00:00:00Z' })), CHALLENGE],
  [
    'with a comment put under it',
    changed(() => ({ commentSha256: 'c'.repeat(64) })),
    'comment of a decision',
    CHALLENGE,
  ],
  ['as a portal’s sign-in', changed(() => ({ method: 'sign-in' })), 'with passkeys only', 'in demo mode only'],
  ['made on the portal', asserted({ origin: 'https://portal.contoso.com' }), ELSEWHERE],
  ['made on another port', asserted({ origin: `${ORIGIN}:444` }), ELSEWHERE],
  ['made without TLS', asserted({ origin: ORIGIN.replace('https', 'http') }), ELSEWHERE],
  ['made on a look-alike', asserted({ origin: `${ORIGIN}.evil.example` }), ELSEWHERE],
  ['for the parent domain', asserted({ rpId: 'contoso.com' }), 'another host'],
  ['for the portal’s host', asserted({ rpId: 'portal.contoso.com' }), 'another host'],
  ['from an enrolment', asserted({ type: 'webauthn.create' }), 'not for “webauthn.get”'],
  ['from a payment', asserted({ type: 'payment.get' }), 'not for “webauthn.get”'],
  ['in a frame', asserted({ clientData: { crossOrigin: true } }), 'inside a frame'],
  ['below another page', asserted({ clientData: { topOrigin: ORIGIN } }), 'inside a frame'],
  ['without user verification', asserted({ flags: 0x01 }), 'did not verify its user'],
  ['without anybody there', asserted({ flags: 0x04 }), 'Nobody touched'],
  ['by a passkey that became a synced one', asserted({ flags: 0x0d }), 'backup flag is another'],
  ['with contradicting backup flags', asserted({ flags: 0x15 }), 'contradict'],
  ['with attested data', asserted({ flags: 0x45 }), 'nobody asked for'],
  ['with extensions', asserted({ flags: 0x85 }), 'nobody asked for'],
  ['for a challenge of zeros', asserted({ challenge: new Uint8Array(32) }), CHALLENGE],
  [
    'signed by another key',
    () => asserted({ key: softwarePasskey('tomas').privateKey })(),
    'signature of the passkey is wrong',
  ],
  [
    'with a bit of the signature flipped',
    inEvidence((a) => {
      a.signature = flip(a.signature ?? '')
    }),
    'signature of the passkey is wrong',
  ],
  [
    'with longer authenticator data',
    inEvidence((a) => {
      a.authenticatorData = `${a.authenticatorData}AAAA`
    }),
    'not 37 bytes',
  ],
  [
    'with client data that is no JSON',
    inEvidence((a) => {
      a.clientDataJSON = 'AAAA'
    }),
    'not JSON',
  ],
  ['with evidence that is not canonical', asserted({}, (evidence) => `${evidence} `), 'malformed'],
  [
    'with something added to the evidence',
    inEvidence((a) => {
      a.extra = 'x'
    }),
    'malformed',
  ],
]

/** The last byte of a DER signature is the end of `s`. */
function flip(text: string): string {
  const bytes = Buffer.from(text, 'base64url')
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
  return bytes.toString('base64url')
}

describe('an approval', () => {
  test('as it was made is taken by both', () => {
    expect(verifier(last())).toBe('3 decisions')
    expect(checkQuorum(parts(file.decisions))).toBe('tomas for directory-operations, amara for information-security')
  })

  const cases = MUTATIONS.map(([name, mutate, reason, offline = reason]) => ({ name, mutate, reason, offline }))
  test.each(cases)('$name is refused by the signer and by the verifier', ({ mutate, reason, offline }) => {
    const mutant = mutate()
    expect(() => signer(mutant)).toThrow(reason)
    expect(() => verifier(mutant)).toThrow(offline)
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

import { canonicalJson } from '#core/bytes/canonical-json.ts'
import type { DecisionsFile } from '#core/protocol/decisions-file.ts'
import type { Decision } from '#core/statement/schemas.ts'
import { softwarePasskey } from '#crypto/testing/software-passkey.ts'
import { ORIGIN, type ProductionSigner } from './build-production.ts'

export type Made = DecisionsFile['decisions'][number]
type Assertion = Parameters<ProductionSigner['assert']>[1]

/** One way to change the last decision, an approval by a passkey, and why it counts no more. */
export interface DecisionMutation {
  readonly name: string
  readonly mutate: () => Made
  /** What the signer says; the verifiers say the same unless `offline` differs. */
  readonly reason: string
  readonly offline: string
}

const CHALLENGE = 'signed another challenge'
const ELSEWHERE = 'was used on'

/** Every mutation of the last of these decisions. `before` is the one before it, by another person. */
export function lastDecisionMutations(made: ProductionSigner, last: () => Made, before: () => Made) {
  const changed = (changes: () => Partial<Decision>) => () => ({
    ...last(),
    decision: { ...last().decision, ...changes() },
  })
  const asserted =
    (changes: Assertion, after: (evidence: string) => string = (same) => same) =>
    (): Made => ({ ...last(), evidence: after(made.assert(last().decision, changes)) })
  const inEvidence = (edit: (assertion: Record<string, string>) => void) =>
    asserted({}, (evidence) => {
      const assertion = JSON.parse(evidence)
      edit(assertion)
      return canonicalJson(assertion)
    })
  const other = () => before().decision
  const table: readonly (readonly [string, () => Made, string, string?])[] = [
    ['for another plan', changed(() => ({ planDigest: 'b'.repeat(64) })), 'never submitted', 'belongs to another plan'],
    ['of another signer', changed(() => ({ genesis: 'b'.repeat(64) })), 'another signer', 'belongs to another plan'],
    ['turned into a rejection', changed(() => ({ decision: 'reject' })), CHALLENGE],
    [
      'under another name',
      changed(() => ({ person: other().person })),
      'not enrolled for this person',
      'not one of theirs',
    ],
    [
      'with another’s passkey',
      changed(() => ({ credentialId: other().credentialId })),
      'not enrolled',
      'not one of theirs',
    ],
    ['with an unknown passkey', changed(() => ({ credentialId: 'AAAA' })), 'not enrolled', 'not one of theirs'],
    ['with another nonce', changed(() => ({ nonce: 'n'.repeat(32) })), CHALLENGE],
    ['with a nonce used before', changed(() => ({ nonce: other().nonce })), 'used already', 'twice or out of order'],
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
      () => asserted({ key: softwarePasskey(last().decision.person).privateKey })(),
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
  return table.map(([name, mutate, reason, offline = reason]): DecisionMutation => ({ name, mutate, reason, offline }))
}

/** The last byte of a DER signature is the end of `s`. */
function flip(text: string): string {
  const bytes = Buffer.from(text, 'base64url')
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
  return bytes.toString('base64url')
}

/** A `decisions.json` of three decisions by passkeys with one thing changed, and the words of the verifiers for Windows. */
export function decisionMutations(made: ProductionSigner, file: DecisionsFile) {
  const [submit, first, last] = file.decisions
  if (!submit || !first || !last) throw new Error('a submission and two approvals are needed')
  const changes = lastDecisionMutations(
    made,
    () => last,
    () => first,
  ).map(({ name, mutate, offline }) => ({
    name: `an approval ${name}`,
    words: offline.replaceAll(/[“”]/g, "'"),
    file: { ...file, decisions: [submit, first, mutate()] },
  }))
  const credentials = (change: (credential: DecisionsFile['credentials'][number]) => object) =>
    file.credentials.map((credential) => ({ ...credential, ...change(credential) }))
  return [
    ...changes,
    {
      name: 'the passkey of another person of that name',
      words: 'signature of the passkey is wrong',
      file: {
        ...file,
        credentials: credentials(({ person }) => ({
          publicKey: softwarePasskey(person).credential.publicKey,
          algorithm: 'ES256',
        })),
      },
    },
    {
      name: 'a passkey that claims another algorithm',
      words: 'not of the kind',
      file: {
        ...file,
        credentials: credentials(({ algorithm }) => ({ algorithm: algorithm === 'ES256' ? 'RS256' : 'ES256' })),
      },
    },
    {
      name: 'an approver who wrote the request',
      words: 'decided on what they wrote',
      file: { ...file, authors: [...file.authors, last.decision.person].toSorted() },
    },
    { name: 'no submission', words: 'did not submit', file: { ...file, decisions: [first, last] } },
    {
      name: 'an approver who left',
      words: 'Approvals are missing',
      file: { ...file, people: file.people.map((person) => ({ ...person, active: false })) },
    },
    {
      name: 'the same decision twice',
      words: 'twice or out of order',
      file: { ...file, decisions: [...file.decisions, { ...last, seq: last.seq + 1 }] },
    },
  ]
}

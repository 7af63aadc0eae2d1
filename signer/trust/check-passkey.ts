import { AppError } from '#core/errors/app-error.ts'
import { readEvidence } from '#core/protocol/read-evidence.ts'
import { type Assertion, assertionSchema, type Consent } from '#core/protocol/trust.ts'
import { digestOf } from '#crypto/digest.ts'
import { verifyAssertion } from '#crypto/webauthn/verify-assertion.ts'
import type { CredentialRecord, SignerState } from '../state/state.ts'
import { asRefusal } from './as-refusal.ts'

const refused = (sentence: string) => new AppError('FORBIDDEN', sentence)

/** Something that a person agrees to with a passkey: a decision, or a consent. Its JCS bytes are what is signed. */
type Agreed = Pick<Consent, 'genesis' | 'person' | 'nonce'> & { readonly credentialId: string | null }

/**
 * Did this person, with a passkey that is enrolled now, agree to exactly this? Origin and host stand in the genesis. Whether a synced
 * passkey suffices is a matter of the policy, which the caller asks. Throws AppError with the reason.
 */
export function checkPasskey(state: SignerState, agreed: Agreed, assertion: Assertion): CredentialRecord {
  const { genesis } = state
  if (!genesis?.origin) throw refused('This signer knows no passkeys: it was founded as a demo.')
  if (agreed.genesis !== genesis.digest) throw refused('The passkey agreed to something of another signer.')
  if (state.nonces.has(agreed.nonce)) throw new AppError('CONFLICT', 'This was used already. Open the page again.')
  const known = enrolled(state, agreed.credentialId, agreed.person)
  const expected = { origin: genesis.origin, credential: known.credential, allowSynced: true, counter: known.counter }
  asRefusal(() => verifyAssertion(assertion, { ...expected, challenge: Buffer.from(digestOf(agreed), 'hex') }))
  return known
}

/** The passkey with this id, when it is this person's, not revoked, and the person is active. FORBIDDEN otherwise. */
export function enrolled(state: SignerState, credentialId: string | null, person: string): CredentialRecord {
  const known = credentialId === null ? undefined : state.credentials.get(credentialId)
  if (!known || known.credential.person !== person) throw refused('This passkey is not enrolled for this person.')
  if (known.revokedAt !== null) throw refused('This passkey was revoked. Use another one, or enrol a new one.')
  if (!state.people.get(person)?.active) throw refused('You are no longer active at the signer.')
  return known
}

/** The assertion in the evidence of a decision: canonical, and nothing else beside it. */
export function readAssertion(evidence: string): Assertion {
  const assertion = readEvidence(assertionSchema, evidence)
  if (assertion === null) throw refused('The evidence of a decision is malformed.')
  return assertion
}

import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { JournalEntry, TrustChange } from '#core/protocol/protocol.ts'
import { type Assertion, assertionSchema, type Consent, TRUSTEES } from '#core/protocol/trust.ts'
import { digestOf } from '#crypto/digest.ts'
import { loadKey } from '#crypto/webauthn/public-key.ts'
import { verifyAssertion } from '#crypto/webauthn/verify-assertion.ts'
import type { CredentialRecord, SignerState } from '../state/state.ts'
import { asRefusal } from './as-refusal.ts'
import { checkChange, consentsNeeded, subjectOf } from './check-change.ts'

const NOT_SYNCED = 'A trustee’s passkey stays on its device: one that is synced between devices does not count.'
const refused = (sentence: string) => new AppError('FORBIDDEN', sentence)

/**
 * May this entry follow in a journal that says this? Asked before an entry is appended and again of every line at each start, so that
 * a file that somebody wrote by hand carries nobody's trust. Throws AppError with the reason.
 */
export function checkTrust(state: SignerState, entry: TrustEntry): void {
  if (entry.kind === 'genesis') checkGenesis(entry)
  const production = state.genesis?.mode === 'production'
  if ((entry.kind === 'person' || entry.kind === 'policy') && production) {
    throw refused('In production people and policies change by their trustees’ passkeys only.')
  }
  if (entry.kind === 'change') checkConsents(state, entry)
  if (entry.kind === 'decision' && entry.decision.method === 'passkey') {
    checkPasskey(state, entry.decision, readAssertion(entry.evidence))
  }
  if (entry.kind === 'decision' && entry.decision.method === 'sign-in' && production) {
    throw refused('In production people decide with passkeys only.')
  }
}

// What the journal adds, number, time and link, is no matter of trust.
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
type TrustEntry = DistributiveOmit<JournalEntry, 'seq' | 'at' | 'previous' | 'type'>

function checkGenesis({ mode, trust, portalKey }: Extract<TrustEntry, { kind: 'genesis' }>): void {
  if (mode === 'demo') {
    if (trust) throw refused('A demo has no trustees.')
    return
  }
  if (!trust || portalKey !== null)
    throw refused('A production signer begins with its trustees, and believes no portal.')
  const people = new Set(trust.trustees.map(({ person }) => person.id))
  const passkeys = new Set(trust.trustees.map(({ credential }) => credential.id))
  const keys = new Set(trust.trustees.map(({ credential }) => credential.publicKey))
  if (Math.min(people.size, passkeys.size, keys.size) < trust.trustees.length) {
    throw refused('Each trustee is another person with another passkey.')
  }
  for (const { person, credential } of trust.trustees) {
    loadKey(credential)
    if (credential.synced) throw refused(NOT_SYNCED)
    if (credential.person !== person.id || !person.active || !person.groups.includes(TRUSTEES)) {
      throw refused(`${person.name} is no trustee with a passkey of their own.`)
    }
  }
}

function checkConsents(state: SignerState, { change, consents }: Extract<TrustEntry, { kind: 'change' }>): void {
  checkChange(state, change)
  const people = new Set<string>()
  for (const { consent, assertion } of consents) {
    if (consent.changeSha256 !== digestOf(change)) throw refused('A trustee agreed to another change.')
    if (people.has(consent.person)) throw refused('One trustee counts once.')
    checkTrustee(state, consent.person, change)
    if (checkPasskey(state, consent, assertion).credential.synced) throw refused(NOT_SYNCED)
    people.add(consent.person)
  }
  if (people.size < consentsNeeded(change)) {
    throw refused('One trustee alone can not do this: two others have to agree.')
  }
}

/** Is this an active trustee whom the change does not concern? */
export function checkTrustee(state: SignerState, id: string, change: TrustChange): void {
  const person = state.people.get(id)
  if (!person?.active || !person.groups.includes(TRUSTEES)) throw refused('Only trustees of the signer can do this.')
  if (consentsNeeded(change) > 1 && subjectOf(change) === id) {
    throw refused('Nobody agrees to a change of their own person or passkeys: two others have to.')
  }
}

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

function readAssertion(evidence: string): Assertion {
  const parsed = assertionSchema.safeParse(JSON.parse(evidence))
  if (!parsed.success || canonicalJson(parsed.data) !== evidence)
    throw refused('The evidence of a decision is malformed.')
  return parsed.data
}

import { AppError } from '#core/errors/app-error.ts'
import type { JournalEntry, TrustChange } from '#core/protocol/protocol.ts'
import { TRUSTEES } from '#core/protocol/trust.ts'
import { digestOf } from '#crypto/digest.ts'
import { loadKey } from '#crypto/webauthn/public-key.ts'
import { checkDecisionEntry, checkQuorumEntry } from '../decisions/check-entry.ts'
import { checkSecretEntry } from '../secrets/check-secret-entry.ts'
import type { SignerState } from '../state/state.ts'
import { checkChange, consentsNeeded, subjectOf } from './check-change.ts'
import { checkPasskey } from './check-passkey.ts'

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
  if (entry.kind === 'decision') checkDecisionEntry(state, entry)
  if (entry.kind === 'quorum') checkQuorumEntry(state, entry)
  if (entry.kind === 'secret' && production) checkSecretEntry(state, entry)
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

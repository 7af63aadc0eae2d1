import { createHash, verify } from 'node:crypto'
import type { Assertion, Credential } from '#core/protocol/trust.ts'
import { FormatError } from '../format-error.ts'
import { checkAuthenticatorData } from './authenticator-data.ts'
import { checkClientData } from './client-data.ts'
import { loadKey } from './public-key.ts'

export interface ExpectedAssertion {
  /** 32 bytes: SHA-256 over the JCS bytes of what the person agreed to. */
  readonly challenge: Uint8Array
  /** Exact origin of the signer's pages; its host is the RP id. */
  readonly origin: string
  readonly credential: Pick<Credential, 'publicKey' | 'algorithm' | 'synced'>
  readonly allowSynced: boolean
  /** The highest counter that is known of this credential. */
  readonly counter: number
}

/**
 * Is this the word of the credential's holder, verified by the authenticator, on exactly this challenge (WebAuthn 7.2)? Yields the new
 * counter; throws FormatError that says why not. Pure: the same in the signer and in the offline verifier.
 */
export function verifyAssertion(assertion: Assertion, expected: ExpectedAssertion): { readonly counter: number } {
  const { origin, credential } = expected
  const clientData = decode(assertion.clientDataJSON)
  const authenticatorData = decode(assertion.authenticatorData)
  checkClientData(clientData, { type: 'webauthn.get', challenge: expected.challenge, origin })
  const { backupEligible, counter } = checkAuthenticatorData(authenticatorData, new URL(origin).hostname)
  if (backupEligible !== credential.synced) throw bad('The backup flag is another than at the enrolment.')
  if (backupEligible && !expected.allowSynced)
    throw bad('The policy accepts no passkey that is synced between devices.')
  const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()])
  if (!verify('sha256', signed, loadKey(credential), decode(assertion.signature))) {
    throw bad('The signature of the passkey is wrong.')
  }
  // WebAuthn 6.1.1: a counter that does not rise is the sign of a copied authenticator.
  if ((counter !== 0 || expected.counter !== 0) && counter <= expected.counter) {
    throw bad('The counter of the passkey did not rise: it was used before, or somebody copied the authenticator.')
  }
  return { counter }
}

const bad = (sentence: string) => new FormatError('WEBAUTHN', sentence)

function decode(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw bad('The assertion is not in canonical base64url.')
  return bytes
}

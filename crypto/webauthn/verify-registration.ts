import { type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Credential } from '#core/protocol/trust.ts'
import { FormatError } from '../format-error.ts'
import { checkClientData } from './client-data.ts'
import { ALGORITHMS, readCoseKey } from './public-key.ts'

export type Enrolled = Pick<Credential, 'id' | 'publicKey' | 'algorithm' | 'synced'>

/** A new passkey (WebAuthn 7.1) for this challenge and origin, with user verification; any attestation is ignored. Throws FormatError. */
export async function verifyRegistration(
  response: RegistrationResponseJSON,
  { challenge, origin }: { readonly challenge: Uint8Array; readonly origin: string },
): Promise<Enrolled> {
  checkClientData(Buffer.from(response.response.clientDataJSON, 'base64url'), {
    type: 'webauthn.create',
    challenge,
    origin,
  })
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: Buffer.from(challenge).toString('base64url'),
    expectedOrigin: origin,
    expectedRPID: new URL(origin).hostname,
    requireUserVerification: true,
    supportedAlgorithmIDs: [...ALGORITHMS],
  }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new FormatError('WEBAUTHN', `The passkey was not accepted: ${why}.`, cause)
  })
  if (!verified.verified) throw new FormatError('WEBAUTHN', 'The passkey was not accepted.')
  const { credential, credentialDeviceType } = verified.registrationInfo
  return { id: credential.id, synced: credentialDeviceType === 'multiDevice', ...readCoseKey(credential.publicKey) }
}

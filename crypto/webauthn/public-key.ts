import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers'
import type { Credential } from '#core/protocol/trust.ts'
import { FormatError } from '../format-error.ts'

const MIN_RSA_BITS = 2048
const ES256 = -7
const RS256 = -257
export const ALGORITHMS = [ES256, RS256]

/** A COSE key (RFC 9053) as SubjectPublicKeyInfo, base64url. Refuses everything but ES256 on P-256 and RS256. */
export function readCoseKey(coseKey: Uint8Array<ArrayBuffer>): Pick<Credential, 'publicKey' | 'algorithm'> {
  const key = decodeCredentialPublicKey(coseKey)
  const algorithm = key.get(cose.COSEKEYS.alg) === ES256 ? 'ES256' : 'RS256'
  const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64url')
  let jwk: JsonWebKey
  if (cose.isCOSEPublicKeyEC2(key) && algorithm === 'ES256') {
    jwk = { kty: 'EC', crv: 'P-256', x: text(key.get(cose.COSEKEYS.x)), y: text(key.get(cose.COSEKEYS.y)) }
  } else if (cose.isCOSEPublicKeyRSA(key) && key.get(cose.COSEKEYS.alg) === RS256) {
    jwk = { kty: 'RSA', n: text(key.get(cose.COSEKEYS.n)), e: text(key.get(cose.COSEKEYS.e)) }
  } else {
    throw new FormatError('WEBAUTHN', 'The passkey is neither ES256 nor RS256.')
  }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' })
  const made = { publicKey: publicKey.toString('base64url'), algorithm } as const
  loadKey(made)
  return made
}

/** The key of a credential, if it is of the kind that its algorithm says. Throws FormatError. */
export function loadKey({ publicKey, algorithm }: Pick<Credential, 'publicKey' | 'algorithm'>): KeyObject {
  const key = readSpki(publicKey)
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {}
  const fits =
    algorithm === 'ES256'
      ? key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1'
      : key.asymmetricKeyType === 'rsa' && modulusLength >= MIN_RSA_BITS
  if (!fits) throw new FormatError('WEBAUTHN', `The key of the passkey is not of the kind ${algorithm} asks for.`)
  return key
}

function readSpki(publicKey: string): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' })
  } catch (cause) {
    throw new FormatError('WEBAUTHN', 'The key of the passkey can not be read.', cause)
  }
}

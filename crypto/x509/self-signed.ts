import { createHash, type KeyObject } from 'node:crypto'
import { OID, TAG } from '../der/tags.ts'
import {
  bitString,
  booleanTrue,
  der,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  setOf,
  time,
  utf8String,
} from '../der/write.ts'
import { signDigest } from './local-code-signer.ts'

export interface SelfSignedOptions {
  readonly commonName: string
  readonly organization: string
  /** 16 to 20 random bytes. */
  readonly serial: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/**
 * A self-signed certificate for code signing and nothing else: RSA, SHA-256, `digitalSignature`, no CA (RFC 5280).
 * It is its own trust anchor, so whoever trusts it trusts this one key only.
 */
export function selfSignedCertificate(options: SelfSignedOptions): Uint8Array {
  const algorithm = sequence(oid(OID.sha256WithRsaEncryption), nullValue())
  const name = sequence(
    setOf(sequence(oid(OID.organizationName), utf8String(options.organization))),
    setOf(sequence(oid(OID.commonName), utf8String(options.commonName))),
  )
  const publicKey = new Uint8Array(options.publicKey.export({ type: 'spki', format: 'der' }))
  const toBeSigned = sequence(
    der(TAG.context0, integer(2)),
    integer(options.serial),
    algorithm,
    name,
    sequence(time(options.notBefore), time(options.notAfter)),
    name,
    publicKey,
    der(TAG.context3, extensions(publicKey)),
  )
  const digest = createHash('sha256').update(toBeSigned).digest()
  return sequence(toBeSigned, algorithm, bitString(signDigest(options.privateKey, digest)))
}

function extensions(publicKey: Uint8Array): Uint8Array {
  // A hash of the whole key info: RFC 5280, 4.2.1.2 leaves the method open.
  const keyIdentifier = createHash('sha256').update(publicKey).digest().subarray(0, 20)
  return sequence(
    sequence(oid(OID.basicConstraints), booleanTrue(), octetString(sequence())),
    sequence(oid(OID.keyUsage), booleanTrue(), octetString(bitString(Uint8Array.of(0x80), 7))),
    sequence(oid(OID.extendedKeyUsage), booleanTrue(), octetString(sequence(oid(OID.codeSigning)))),
    sequence(oid(OID.subjectKeyIdentifier), octetString(octetString(keyIdentifier))),
  )
}

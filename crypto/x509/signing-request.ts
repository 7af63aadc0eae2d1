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
  utf8String,
} from '../der/write.ts'
import { signDigest } from './local-code-signer.ts'

export interface SigningRequestOptions {
  readonly commonName: string
  readonly organization: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** A PKCS #10 request (RFC 2986) for a code-signing certificate: RSA, SHA-256, asks for `digitalSignature` and code signing. DER. */
export function signingRequest({ commonName, organization, privateKey, publicKey }: SigningRequestOptions): Uint8Array {
  const name = sequence(
    setOf(sequence(oid(OID.organizationName), utf8String(organization))),
    setOf(sequence(oid(OID.commonName), utf8String(commonName))),
  )
  const extensions = sequence(
    sequence(oid(OID.keyUsage), booleanTrue(), octetString(bitString(Uint8Array.of(0x80), 7))),
    sequence(oid(OID.extendedKeyUsage), booleanTrue(), octetString(sequence(oid(OID.codeSigning)))),
  )
  const information = sequence(
    integer(0),
    name,
    new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    der(TAG.context0, sequence(oid(OID.extensionRequest), setOf(extensions))),
  )
  const digest = createHash('sha256').update(information).digest()
  const algorithm = sequence(oid(OID.sha256WithRsaEncryption), nullValue())
  return sequence(information, algorithm, bitString(signDigest(privateKey, digest)))
}

export function requestPem(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join('\n')}\n-----END CERTIFICATE REQUEST-----\n`
}

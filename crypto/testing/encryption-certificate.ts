import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { ENVELOPE_OID } from '../cms-envelope/oids.ts'
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
import { sha256 } from '../digest.ts'
import { signDigest } from '../x509/local-code-signer.ts'
import { TEST_NOW } from './test-key.ts'

export interface EncryptionCertificateOptions {
  readonly bits?: number
  readonly purpose?: string
  /** First octet of the key usage; 0x20 is keyEncipherment. */
  readonly usage?: number
  /** Common name. */
  readonly host?: string
  /** DNS names of the subject alternative name; none without. */
  readonly dnsNames?: readonly string[]
  readonly notBefore?: Date
  readonly notAfter?: Date
}

/** For tests: what `New-SelfSignedCertificate -Type DocumentEncryptionCertLegacyCsp` makes on a host, and its private key. */
export function makeEncryptionCertificate(options: EncryptionCertificateOptions = {}): {
  certificate: Uint8Array
  privateKey: KeyObject
} {
  const { bits = 2048, purpose = ENVELOPE_OID.documentEncryption, usage = 0x30, host = 'mimsvc.contoso.com' } = options
  const { notBefore = new Date(TEST_NOW.getTime() - 86_400_000) } = options
  const { notAfter = new Date(TEST_NOW.getTime() + 86_400_000_000) } = options
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  const algorithm = sequence(oid(OID.sha256WithRsaEncryption), nullValue())
  const name = sequence(setOf(sequence(oid(OID.commonName), utf8String(host))))
  const extension = (type: string, value: Uint8Array) => sequence(oid(type), booleanTrue(), octetString(value))
  const toBeSigned = sequence(
    der(TAG.context0, integer(2)),
    integer(Uint8Array.of(1, ...randomBytes(15))),
    algorithm,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    der(
      TAG.context3,
      sequence(
        extension(OID.keyUsage, bitString(Uint8Array.of(usage), 4)),
        extension(OID.extendedKeyUsage, sequence(oid(purpose))),
        ...(options.dnsNames === undefined
          ? []
          : [extension(ENVELOPE_OID.subjectAltName, sequence(...options.dnsNames.map(dnsName)))]),
      ),
    ),
  )
  const certificate = sequence(toBeSigned, algorithm, bitString(signDigest(privateKey, sha256(toBeSigned))))
  return { certificate, privateKey }
}

const dnsName = (name: string) => der(0x82, new TextEncoder().encode(name))

/** The key as WebCrypto takes it for opening envelopes. */
export const envelopeKey = (key: KeyObject): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    'pkcs8',
    Uint8Array.from(key.export({ type: 'pkcs8', format: 'der' })),
    { name: 'RSA-OAEP', hash: 'SHA-1' },
    false,
    ['decrypt'],
  )

import { DerFields, onlyPart, readDer, readOid, readSmallInteger } from '../der/read.ts'
import { OID, TAG } from '../der/tags.ts'
import { der, integer, octetString, oid, sequence, setOf } from '../der/write.ts'
import { FormatError } from '../format-error.ts'
import { ENCRYPTED_CONTENT_TAG, ENVELOPE_OID } from './oids.ts'
import { OAEP, type Recipient } from './recipient.ts'

/**
 * CMS EnvelopedData v0 for one recipient (RFC 5652, 6): RSAES-OAEP with SHA-1, AES-256-CBC, as `Protect-CmsMessage` writes it
 * and `EnvelopedCms` of .NET Framework opens it. Runs in a browser. CBC does not notice changes, so the hash of the result must
 * be signed.
 */
export async function sealEnvelope(content: Uint8Array, recipient: Recipient): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(16))
  const key = await crypto.subtle.generateKey({ name: 'AES-CBC', length: 256 }, true, ['encrypt'])
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, Uint8Array.from(content))
  const publicKey = await crypto.subtle.importKey('spki', recipient.publicKeyInfo, OAEP, false, ['encrypt'])
  const rawKey = new Uint8Array(await crypto.subtle.exportKey('raw', key))
  const encryptedKey = await crypto.subtle.encrypt(OAEP, publicKey, rawKey)
  rawKey.fill(0)
  const recipientInfo = sequence(
    integer(0),
    recipient.issuerAndSerial,
    sequence(oid(ENVELOPE_OID.rsaesOaep), sequence()),
    octetString(new Uint8Array(encryptedKey)),
  )
  const contentInfo = sequence(
    oid(OID.data),
    sequence(oid(ENVELOPE_OID.aes256Cbc), octetString(iv)),
    der(ENCRYPTED_CONTENT_TAG, new Uint8Array(encrypted)),
  )
  const body = sequence(integer(0), setOf(recipientInfo), contentInfo)
  return sequence(oid(ENVELOPE_OID.envelopedData), der(TAG.context0, body))
}

/**
 * Opens what `sealEnvelope` wrote, with the recipient's RSA-OAEP key; refuses every other form with FormatError. A wrong key and
 * changed bytes give the same error, which says nothing about why.
 */
export async function openEnvelope(envelope: Uint8Array, privateKey: CryptoKey): Promise<Uint8Array> {
  const { encryptedKey, iv, encrypted } = readEnvelope(envelope)
  try {
    const rawKey = await crypto.subtle.decrypt(OAEP, privateKey, encryptedKey)
    const key = await crypto.subtle.importKey('raw', rawKey, 'AES-CBC', false, ['decrypt'])
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, encrypted))
  } catch {
    throw new FormatError('CMS', 'The envelope does not open with this key.')
  }
}

export interface EnvelopeParts {
  /** IssuerAndSerialNumber of the certificate that it is for. */
  readonly issuerAndSerial: Uint8Array
  readonly encryptedKey: Uint8Array<ArrayBuffer>
  readonly iv: Uint8Array<ArrayBuffer>
  readonly encrypted: Uint8Array<ArrayBuffer>
}

/** The parts of what `sealEnvelope` writes, without opening it. Throws FormatError on every other form. */
export function readEnvelope(envelope: Uint8Array): EnvelopeParts {
  const info = new DerFields(readDer(envelope), TAG.sequence, 'ContentInfo')
  expectOid(readOid(info.take(TAG.oid)), ENVELOPE_OID.envelopedData)
  const body = new DerFields(onlyPart(info.take(TAG.context0), 'ContentInfo'), TAG.sequence, 'EnvelopedData')
  info.end()
  expectVersion(readSmallInteger(body.take(TAG.integer)))
  const recipient = new DerFields(
    onlyPart(body.take(TAG.set), 'The list of recipients'),
    TAG.sequence,
    'A recipient of the envelope',
  )
  const content = new DerFields(body.take(TAG.sequence), TAG.sequence, 'The encrypted content')
  body.end()
  expectVersion(readSmallInteger(recipient.take(TAG.integer)))
  const issuerAndSerial = Uint8Array.from(recipient.take(TAG.sequence).bytes)
  const keyAlgorithm = new DerFields(recipient.take(TAG.sequence), TAG.sequence, 'The key encryption')
  expectOid(readOid(keyAlgorithm.take(TAG.oid)), ENVELOPE_OID.rsaesOaep)
  new DerFields(keyAlgorithm.take(TAG.sequence), TAG.sequence, 'The parameters of OAEP').end()
  keyAlgorithm.end()
  const encryptedKey = Uint8Array.from(recipient.take(TAG.octetString).value)
  recipient.end()
  expectOid(readOid(content.take(TAG.oid)), OID.data)
  const algorithm = new DerFields(content.take(TAG.sequence), TAG.sequence, 'The content encryption')
  expectOid(readOid(algorithm.take(TAG.oid)), ENVELOPE_OID.aes256Cbc)
  const iv = Uint8Array.from(algorithm.take(TAG.octetString).value)
  algorithm.end()
  const encrypted = Uint8Array.from(content.take(ENCRYPTED_CONTENT_TAG).value)
  content.end()
  return { issuerAndSerial, encryptedKey, iv, encrypted }
}

function expectOid(found: string, wanted: string): void {
  if (found !== wanted) throw new FormatError('CMS', 'The envelope is not of the expected kind.')
}

function expectVersion(found: number): void {
  if (found !== 0) throw new FormatError('CMS', 'The envelope must have version 0.')
}

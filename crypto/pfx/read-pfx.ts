import { createHmac, createPrivateKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { concatBytes } from '../der/bytes.ts'
import { berToDer } from '../der/from-ber.ts'
import { type DerElement, DerFields, onlyPart, readDer, readOid, readParts, readSmallInteger } from '../der/read.ts'
import { OID, TAG } from '../der/tags.ts'
import { FormatError } from '../format-error.ts'
import { decryptPbes2, readIterations } from './decrypt.ts'
import { type MacHash, macKey } from './pkcs12-kdf.ts'

export interface PfxContent {
  readonly privateKey: KeyObject
  /** DER, in the order of the file. */
  readonly certificates: readonly Uint8Array[]
}

const MAX_PFX_BYTES = 1_000_000
const MAX_BAGS = 100
const HASH_OF: Readonly<Record<string, MacHash>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/**
 * Private key and certificates of a PFX (PKCS #12, RFC 7292) that a password protects and AES-256 encrypts. The MAC is checked before
 * anything is decrypted. Throws FormatError: wrong password, old encryption (with its remedy), no key or several, damaged bytes.
 */
export function readPfx(bytes: Uint8Array, password: string): PfxContent {
  if (bytes.length > MAX_PFX_BYTES) throw new FormatError('PFX', 'The PFX is larger than 1 MB.')
  try {
    return readBags(openPfx(berToDer(bytes), password), password)
  } catch (error) {
    if (error instanceof FormatError && error.code !== 'DER') throw error
    throw new FormatError('PFX', 'The file is no PFX (PKCS #12), or it is damaged.', error)
  }
}

/** The safes of a PFX whose MAC fits: each SafeContents as DER. */
function openPfx(bytes: Uint8Array, password: string): Uint8Array[] {
  const pfx = new DerFields(readDer(bytes), TAG.sequence, 'A PFX')
  if (readSmallInteger(pfx.take(TAG.integer)) !== 3) throw new FormatError('PFX', 'The PFX is not of version 3.')
  const content = contentOf(pfx.take(TAG.sequence))
  if (content.type !== OID.data || content.value.tag !== TAG.octetString) {
    throw new FormatError(
      'PFX',
      'The PFX is signed with a certificate, which is not supported. Export it with a password.',
    )
  }
  const mac = pfx.optional(TAG.sequence)
  if (mac === null) throw new FormatError('PFX', 'The PFX is not protected by a password. Export it with one.')
  pfx.end()
  checkMac(mac, content.value.value, password)
  return readParts(readDer(content.value.value)).map((info) => openSafe(info, password))
}

function contentOf(info: DerElement): { type: string; value: DerElement } {
  const fields = new DerFields(info, TAG.sequence, 'A content of the PFX')
  const type = readOid(fields.take(TAG.oid))
  return { type, value: onlyPart(fields.take(TAG.context0), 'A content of the PFX') }
}

function checkMac(mac: DerElement, content: Uint8Array, password: string): void {
  const fields = new DerFields(mac, TAG.sequence, 'The MAC of the PFX')
  const info = new DerFields(fields.take(TAG.sequence), TAG.sequence, 'The MAC of the PFX')
  const hash = HASH_OF[readOid(new DerFields(info.take(TAG.sequence), TAG.sequence, 'The MAC').take(TAG.oid))]
  if (hash === undefined) throw new FormatError('PFX', 'The MAC of the PFX is of an unknown kind. Use SHA-256.')
  const stated = info.take(TAG.octetString).value
  const salt = fields.take(TAG.octetString).value
  const rounds = fields.optional(TAG.integer)
  const key = macKey(hash, password, salt, rounds === null ? 1 : readIterations(rounds))
  const own = createHmac(hash, key).update(content).digest()
  if (own.length !== stated.length || !timingSafeEqual(own, stated)) {
    throw new FormatError('PFX', 'The password does not fit the PFX, or the file was changed.')
  }
}

function openSafe(info: DerElement, password: string): Uint8Array {
  const { type, value } = contentOf(info)
  if (type === OID.data) return value.value
  if (type !== OID.encryptedData) throw new FormatError('PFX', 'The PFX holds a content of an unknown kind.')
  const fields = new DerFields(value, TAG.sequence, 'An encrypted content')
  fields.take(TAG.integer)
  const inner = new DerFields(fields.take(TAG.sequence), TAG.sequence, 'An encrypted content')
  inner.take(TAG.oid)
  const algorithm = inner.take(TAG.sequence)
  const whole = inner.optional(TAG.implicit0)
  const pieces = whole === null ? readParts(inner.take(TAG.context0)).map((piece) => piece.value) : [whole.value]
  return decryptPbes2(algorithm, concatBytes(pieces), password)
}

function readBags(safes: readonly Uint8Array[], password: string): PfxContent {
  const bags = safes.flatMap((safe) => readParts(readDer(safe)))
  if (bags.length > MAX_BAGS) throw new FormatError('PFX', 'The PFX holds too much.')
  const keys: Uint8Array[] = []
  const certificates: Uint8Array[] = []
  for (const bag of bags) {
    const fields = new DerFields(bag, TAG.sequence, 'A bag of the PFX')
    const type = readOid(fields.take(TAG.oid))
    const value = onlyPart(fields.take(TAG.context0), 'A bag of the PFX')
    if (type === OID.keyBag) keys.push(value.bytes)
    else if (type === OID.shroudedKeyBag) keys.push(unshroud(value, password))
    else if (type === OID.certificateBag) certificates.push(certificateOf(value))
  }
  const [key] = keys
  if (key === undefined || keys.length !== 1) {
    throw new FormatError(
      'PFX',
      `The PFX must hold exactly one private key; it holds ${keys.length}. Export it with its key.`,
    )
  }
  return { privateKey: readKey(key), certificates }
}

function unshroud(value: DerElement, password: string): Uint8Array {
  const fields = new DerFields(value, TAG.sequence, 'The encrypted key')
  return decryptPbes2(fields.take(TAG.sequence), fields.take(TAG.octetString).value, password)
}

function certificateOf(value: DerElement): Uint8Array {
  const fields = new DerFields(value, TAG.sequence, 'A certificate bag')
  if (readOid(fields.take(TAG.oid)) !== OID.x509Certificate)
    throw new FormatError('PFX', 'A certificate is of an unknown kind.')
  return onlyPart(fields.take(TAG.context0), 'A certificate bag').value
}

function readKey(bytes: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' })
  } catch (error) {
    throw new FormatError('PFX', 'The private key of the PFX can not be read.', error)
  }
}

import { createDecipheriv, pbkdf2Sync } from 'node:crypto'
import { type DerElement, DerFields, readOid, readWholeNumber } from '../der/read.ts'
import { OID, TAG } from '../der/tags.ts'
import { FormatError } from '../format-error.ts'

/** Far above what any program writes; it bounds the time of a hostile file to about a second. */
export const MAX_ITERATIONS = 600_000

const PRF_HASH: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}
const KEY_BYTES = 32
const IV_BYTES = 16

/** What Windows and older programs wrote by default: 3DES and RC2 (RFC 7292, appendix C). */
const OLD_ENCRYPTION = /^1\.2\.840\.113549\.1\.12\.1\./

const remedy =
  'Export it again: on Windows `Export-PfxCertificate … -CryptoAlgorithmOption AES256_SHA256`, elsewhere `openssl pkcs12 -export -keypbe AES-256-CBC -certpbe AES-256-CBC -macalg sha256`.'

export const oldEncryption = () =>
  new FormatError('PFX', `The PFX is encrypted in an old way (3DES or RC2), which is not accepted. ${remedy}`)

/** Decrypts with PBES2: PBKDF2 and AES-256-CBC (RFC 8018, 6.2). Throws FormatError for any other way. */
export function decryptPbes2(algorithm: DerElement, ciphertext: Uint8Array, password: string): Uint8Array {
  const fields = new DerFields(algorithm, TAG.sequence, 'The encryption of the PFX')
  const name = readOid(fields.take(TAG.oid))
  if (OLD_ENCRYPTION.test(name)) throw oldEncryption()
  if (name !== OID.pbes2) throw new FormatError('PFX', `The PFX is encrypted in an unknown way. ${remedy}`)
  const parameters = new DerFields(fields.take(TAG.sequence), TAG.sequence, 'The encryption of the PFX')
  const derivation = parameters.take(TAG.sequence)
  const scheme = new DerFields(parameters.take(TAG.sequence), TAG.sequence, 'The cipher of the PFX')
  if (readOid(scheme.take(TAG.oid)) !== OID.aes256Cbc) {
    throw new FormatError('PFX', `The PFX is not encrypted with AES-256. ${remedy}`)
  }
  const iv = scheme.take(TAG.octetString).value
  if (iv.length !== IV_BYTES) throw new FormatError('PFX', 'The PFX has an initialisation vector of a wrong size.')
  const decipher = createDecipheriv('aes-256-cbc', deriveKey(derivation, password), iv)
  try {
    return new Uint8Array(Buffer.concat([decipher.update(ciphertext), decipher.final()]))
  } catch (error) {
    throw new FormatError('PFX', 'The password does not fit the PFX, or the file was changed.', error)
  }
}

function deriveKey(derivation: DerElement, password: string): Buffer {
  const fields = new DerFields(derivation, TAG.sequence, 'The key derivation of the PFX')
  if (readOid(fields.take(TAG.oid)) !== OID.pbkdf2) {
    throw new FormatError('PFX', `The PFX derives its key in an unknown way. ${remedy}`)
  }
  const inner = new DerFields(fields.take(TAG.sequence), TAG.sequence, 'The key derivation of the PFX')
  const salt = inner.take(TAG.octetString).value
  const iterations = readIterations(inner.take(TAG.integer))
  inner.optional(TAG.integer)
  const prf = inner.optional(TAG.sequence)
  const hash = prf === null ? 'sha1' : PRF_HASH[readOid(new DerFields(prf, TAG.sequence, 'A hash').take(TAG.oid))]
  if (hash === undefined) throw new FormatError('PFX', `The PFX derives its key with an unknown hash. ${remedy}`)
  return pbkdf2Sync(Buffer.from(password, 'utf8'), salt, iterations, KEY_BYTES, hash)
}

/** From 1 to 600,000: more would only cost time. */
export function readIterations(element: DerElement): number {
  const iterations = readWholeNumber(element)
  if (iterations < 1 || iterations > MAX_ITERATIONS) {
    throw new FormatError('PFX', `The PFX asks for ${iterations} rounds; 1 to ${MAX_ITERATIONS} are accepted.`)
  }
  return iterations
}

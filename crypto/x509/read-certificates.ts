import { X509Certificate } from 'node:crypto'
import { berToDer } from '../der/from-ber.ts'
import { DerFields, onlyPart, readDer, readOid, readParts } from '../der/read.ts'
import { OID, TAG } from '../der/tags.ts'
import { FormatError } from '../format-error.ts'

const MAX_BYTES = 1_000_000
const MAX_CERTIFICATES = 20

/**
 * Certificates of a file as a CA answers with: PEM (one or several), DER, or PKCS #7 (`.p7b`, in PEM or DER). DER, in the order of
 * the file. Throws FormatError when there is none.
 */
export function readCertificates(file: Uint8Array): Uint8Array[] {
  if (file.length > MAX_BYTES) throw new FormatError('PEM', 'The file is larger than 1 MB: it is no certificate.')
  const text = Buffer.from(file).toString('latin1')
  const found = text.includes('-----BEGIN ')
    ? pemBlocks(text).flatMap(({ label, bytes }) => {
        if (/CERTIFICATE$/.test(label)) return [bytes]
        return /^(PKCS7|CMS)$/.test(label) ? ofPkcs7(bytes) : []
      })
    : ofDer(file)
  if (found.length === 0) throw new FormatError('PEM', 'The file holds no certificate.')
  if (found.length > MAX_CERTIFICATES) throw new FormatError('PEM', 'The file holds too many certificates.')
  for (const bytes of found) checkCertificate(bytes)
  return found
}

/** Blocks between BEGIN and END (RFC 7468). Text outside of them is skipped, as programs write explanations there. */
export function pemBlocks(text: string): { label: string; bytes: Uint8Array }[] {
  const blocks: { label: string; bytes: Uint8Array }[] = []
  for (const part of text.split('-----BEGIN ').slice(1)) {
    const label = /^[A-Z0-9 ]{1,40}(?=-----)/.exec(part)?.[0]
    const end = label === undefined ? -1 : part.indexOf(`-----END ${label}-----`)
    if (label === undefined || end === -1) throw new FormatError('PEM', 'A PEM block has no end, or a malformed name.')
    const body = part.slice(label.length + 5, end).replace(/\s+/g, '')
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(body)) throw new FormatError('PEM', `The PEM block ${label} is not base64.`)
    blocks.push({ label, bytes: new Uint8Array(Buffer.from(body, 'base64')) })
  }
  return blocks
}

function ofDer(file: Uint8Array): Uint8Array[] {
  try {
    return ofPkcs7(file)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return [file]
  }
}

/** The certificates of a SignedData without signers (RFC 5652, 5.1). */
function ofPkcs7(bytes: Uint8Array): Uint8Array[] {
  const info = new DerFields(readDer(berToDer(bytes)), TAG.sequence, 'A PKCS #7 file')
  if (readOid(info.take(TAG.oid)) !== OID.signedData)
    throw new FormatError('PEM', 'The PKCS #7 file holds no certificates.')
  const body = new DerFields(onlyPart(info.take(TAG.context0), 'A PKCS #7 file'), TAG.sequence, 'A PKCS #7 file')
  body.take(TAG.integer)
  body.take(TAG.set)
  body.take(TAG.sequence)
  return readParts(body.take(TAG.context0)).map((part) => part.bytes)
}

function checkCertificate(bytes: Uint8Array): void {
  try {
    new X509Certificate(bytes)
  } catch (error) {
    throw new FormatError('CERTIFICATE', 'A certificate can not be read.', error)
  }
}

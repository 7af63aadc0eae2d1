import { fromBase64 } from '#crypto/cms-envelope/armour.ts'
import { FormatError } from '#crypto/format-error.ts'

const MAX_BYTES = 5_000_000
const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/

/** The bytes of a certificate from a .cer (DER or PEM), or from the discovery file of its host. Throws FormatError. */
export async function certificateFrom(file: Blob): Promise<Uint8Array> {
  if (file.size > MAX_BYTES) throw new FormatError('CERTIFICATE', 'The file is larger than any certificate.')
  const bytes = new Uint8Array(await file.arrayBuffer())
  // 0x30 begins every DER certificate, and no text that is meant here.
  if (bytes[0] === 0x30) return bytes
  const text = new TextDecoder().decode(bytes)
  const pem = PEM.exec(text)?.[1]
  if (pem !== undefined) return fromBase64(pem.replace(/\s/g, ''))
  return fromDiscovery(text)
}

function fromDiscovery(text: string): Uint8Array {
  const wanted = encryptionCertificates(parse(text))
  const [first] = wanted
  if (first === undefined || wanted.length > 1) {
    throw new FormatError(
      'CERTIFICATE',
      wanted.length > 1
        ? 'The discovery file names several document encryption certificates. Choose the .cer file of the one to use.'
        : 'The file is no certificate, and no discovery file with a document encryption certificate.',
    )
  }
  return fromBase64(first)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return null
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** `certificates` of `mim-gmsa/discovery`: a fact whose value is a list. */
function encryptionCertificates(document: unknown): string[] {
  const fact = isRecord(document) ? document.certificates : null
  const list = isRecord(fact) && Array.isArray(fact.value) ? fact.value : []
  return list.flatMap((one: unknown) =>
    isRecord(one) && one.purpose === 'document-encryption' && typeof one.base64 === 'string' ? [one.base64] : [],
  )
}

import { sha256Hex } from '#core/bytes/sha256.ts'
import { equalBytes } from '../der/bytes.ts'
import { FormatError } from '../format-error.ts'
import { fromBase64, toBase64 } from './armour.ts'

/** What a secret is for. All three exactly as in the `settings.psd1` of the target: RequestId, Fqdn, the account of FIMService. */
export interface SecretContext {
  readonly request: string
  readonly host: string
  readonly account: string
}

const FORMAT = 'mim-gmsa-cms/1'
const PURPOSE = 'exchange-password'
const BLOCK_BYTES = 768
/** Bytes of UTF-8 that a secret may have. */
export const MAX_SECRET_BYTES = BLOCK_BYTES - 2
/** Bytes of every plaintext: 14 + 1, 64 + 1 and 1,024 + 1. */
export const SECRET_TEXT_BYTES = 1105
const encoder = new TextEncoder()

/**
 * The plaintext of `mim-gmsa-cms/1` (docs/exchange-secret.md): 1,105 bytes of ASCII whatever the length of the secret, in three
 * lines, each ended by a line feed:
 * 1. `mim-gmsa-cms/1`
 * 2. SHA-256 in lower-case hex of the UTF-8 lines format, request, host, `exchange-password`, account, each ended by a line feed
 * 3. base64 of 768 bytes: length of the secret (two bytes, big-endian), the secret in UTF-8, zeros.
 *
 * Throws RangeError when the secret is empty, longer than 766 bytes, no valid text or holds a control character, or when the
 * context does.
 */
export function writeSecretText(secret: string, context: SecretContext): Uint8Array {
  if (!isPlain(secret)) throw new RangeError('The secret is empty, holds a control character or is no valid text.')
  const bytes = encoder.encode(secret)
  if (bytes.length > MAX_SECRET_BYTES) throw new RangeError(`The secret is longer than ${MAX_SECRET_BYTES} bytes.`)
  const block = new Uint8Array(BLOCK_BYTES)
  new DataView(block.buffer).setUint16(0, bytes.length)
  block.set(bytes, 2)
  return encoder.encode(`${header(context)}${toBase64(block)}\n`)
}

/** The secret of a plaintext that was made for this context. Throws FormatError on every other byte sequence. */
export function readSecretText(text: Uint8Array, context: SecretContext): string {
  const begin = encoder.encode(header(context))
  const digits = text.subarray(begin.length, -1)
  if (!equalBytes(text.subarray(0, begin.length), begin) || digits.length !== 1024 || text.at(-1) !== 0x0a) refuse()
  const block = fromBase64(new TextDecoder('latin1').decode(digits))
  if (block.length !== BLOCK_BYTES) refuse()
  const length = new DataView(block.buffer, block.byteOffset).getUint16(0)
  if (length < 1 || length > MAX_SECRET_BYTES || block.subarray(2 + length).some((byte) => byte !== 0)) refuse()
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(block.subarray(2, 2 + length))
  } catch {
    return refuse()
  }
}

function header({ request, host, account }: SecretContext): string {
  const lines = [FORMAT, request, host, PURPOSE, account]
  if (!lines.every(isPlain)) throw new RangeError('Request, host and account must be plain text.')
  return `${FORMAT}\n${sha256Hex(lines.map((line) => `${line}\n`).join(''))}\n`
}

const isPlain = (text: string): boolean => text !== '' && text.isWellFormed() && !/\p{Cc}/u.test(text)

function refuse(): never {
  throw new FormatError('CMS', 'The envelope holds no secret for this request, host and account.')
}

import { z } from 'zod'
import { FormatError } from '../format-error.ts'

const clientDataSchema = z.looseObject({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
})

const bad = (sentence: string) => new FormatError('WEBAUTHN', sentence)

/**
 * What the browser says about the ceremony (WebAuthn 5.8.1): of this type, for this challenge, on a page of exactly this origin, that
 * stood in no frame of another one. Throws FormatError that names what is wrong.
 */
export function checkClientData(
  bytes: Uint8Array,
  expected: { readonly type: string; readonly challenge: Uint8Array; readonly origin: string },
): void {
  const data = parse(bytes)
  if (data.type !== expected.type) throw bad(`The assertion is for “${data.type}”, not for “${expected.type}”.`)
  if (data.challenge !== Buffer.from(expected.challenge).toString('base64url')) {
    throw bad('The passkey signed another challenge: it is for something else.')
  }
  if (data.origin !== expected.origin) throw bad(`The passkey was used on ${data.origin}, not on ${expected.origin}.`)
  if (data.crossOrigin === true || 'topOrigin' in data) {
    throw bad('The passkey was used inside a frame of another page.')
  }
}

function parse(bytes: Uint8Array): z.infer<typeof clientDataSchema> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new FormatError('WEBAUTHN', 'The client data of the assertion is not JSON.', cause)
  }
  const parsed = clientDataSchema.safeParse(value)
  if (!parsed.success) throw bad('The client data of the assertion is malformed.')
  return parsed.data
}

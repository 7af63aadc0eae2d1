import { createHash } from 'node:crypto'
import { canonicalJson } from '#core/bytes/canonical-json.ts'

/** SHA-256 as 32 bytes, by the platform: for megabytes. `core/bytes` has the browser-safe one. */
export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())

/** SHA-256 as lower-case hex. */
export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** SHA-256, lower-case hex, over the JCS bytes (RFC 8785) of a value. */
export const digestOf = (value: unknown): string => sha256Hex(Buffer.from(canonicalJson(value), 'utf8'))

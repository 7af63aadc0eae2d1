import { createHash } from 'node:crypto'

/** SHA-256 as 32 bytes, by the platform: for megabytes. `core/bytes` has the browser-safe one. */
export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())

/** SHA-256 as lower-case hex. */
export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

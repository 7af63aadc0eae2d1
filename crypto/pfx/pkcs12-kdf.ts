import { createHash } from 'node:crypto'

export type MacHash = 'sha1' | 'sha256' | 'sha384' | 'sha512'

const BLOCK_BYTES: Readonly<Record<MacHash, number>> = { sha1: 64, sha256: 64, sha384: 128, sha512: 128 }
const SIZE: Readonly<Record<MacHash, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 }
const MAC_PURPOSE = 3

/** The key of a PFX's MAC (RFC 7292, appendix B.2, purpose 3): one block of the hash, password as UTF-16BE with a final zero. */
export function macKey(hash: MacHash, password: string, salt: Uint8Array, iterations: number): Uint8Array {
  const block = BLOCK_BYTES[hash]
  const text = Buffer.from(`${password}\0`, 'utf16le').swap16()
  let key = createHash(hash)
    .update(Buffer.alloc(block, MAC_PURPOSE))
    .update(repeated(salt, block))
    .update(repeated(text, block))
    .digest()
  for (let i = 1; i < iterations; i++) key = createHash(hash).update(key).digest()
  return key.subarray(0, SIZE[hash])
}

function repeated(bytes: Uint8Array, block: number): Buffer {
  const length = block * Math.ceil(bytes.length / block)
  return Buffer.alloc(length, bytes.length > 0 ? Buffer.from(bytes) : undefined)
}

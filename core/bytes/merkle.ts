import { fromHex, sha256, toHex } from './sha256.ts'

type Level = readonly Uint8Array[]

// Every target asks for its proof in the same tree; hashing the leaves anew each time would be quadratic.
const trees = new WeakMap<readonly Uint8Array[], readonly Level[]>()

/** SHA-256(0x00 || leaf), RFC 6962 section 2.1. */
export const leafHash = (leaf: Uint8Array): Uint8Array => sha256(concat(0, leaf))

const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concat(1, left, right))

/** Root of the Merkle tree over at least one leaf, in hex (RFC 6962 section 2.1). The list must not change afterwards. */
export function merkleRoot(leaves: readonly Uint8Array[]): string {
  const root = treeOf(leaves).at(-1)?.[0]
  if (!root) throw new RangeError('a tree needs a leaf')
  return toHex(root)
}

/** Audit path of one leaf from the bottom up, in hex (RFC 6962 section 2.1.1). The list must not change afterwards. */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): string[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new RangeError('no such leaf')
  const path: string[] = []
  let position = index
  for (const level of treeOf(leaves)) {
    const sibling = level[position % 2 === 0 ? position + 1 : position - 1]
    if (sibling) path.push(toHex(sibling))
    position = Math.floor(position / 2)
  }
  return path
}

/**
 * Is `leaf` the leaf number `index` of a tree of `size` leaves with this root (RFC 9162 section 2.1.3.2)? Index, size and number of
 * hashes must fit one another; a malformed proof is a no, never an exception.
 */
export function verifyInclusion(
  leaf: Uint8Array,
  proof: { readonly index: number; readonly size: number; readonly hashes: readonly string[] },
  root: string,
): boolean {
  const { index, size, hashes } = proof
  if (!Number.isInteger(index) || !Number.isInteger(size) || index < 0 || index >= size) return false
  let hash = leafHash(leaf)
  let position = index
  let last = size - 1
  for (const hex of hashes) {
    if (last === 0 || !/^[0-9a-f]{64}$/.test(hex)) return false
    // The last node of a level with an odd number of nodes has no sibling and goes up as it is.
    while (position % 2 === 0 && position === last) {
      if (last === 0) return false
      position = Math.floor(position / 2)
      last = Math.floor(last / 2)
    }
    hash = position % 2 === 1 ? nodeHash(fromHex(hex), hash) : nodeHash(hash, fromHex(hex))
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && toHex(hash) === root
}

function treeOf(leaves: readonly Uint8Array[]): readonly Level[] {
  const known = trees.get(leaves)
  if (known) return known
  const levels: Uint8Array[][] = [leaves.map(leafHash)]
  for (let level = levels[0] ?? []; level.length > 1; ) {
    level = parents(level)
    levels.push(level)
  }
  trees.set(leaves, levels)
  return levels
}

function parents(level: Level): Uint8Array[] {
  const above: Uint8Array[] = []
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i]
    const right = level[i + 1]
    if (left) above.push(right ? nodeHash(left, right) : left)
  }
  return above
}

function concat(prefix: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(1 + parts.reduce((total, part) => total + part.length, 0))
  bytes[0] = prefix
  let offset = 1
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

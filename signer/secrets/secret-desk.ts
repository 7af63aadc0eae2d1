import { canonicalJson } from '#core/bytes/canonical-json.ts'
import type { SecretOrder } from '#core/protocol/protocol.ts'
import { sha256Hex } from '#crypto/digest.ts'

export interface Lying {
  readonly order: SecretOrder
  /** What was handed over, once it was. */
  done: readonly string[] | null
}

const MAX_ORDERS = 200

/** SHA-256 of the canonical order: what a ticket names. */
const orderDigest = (order: SecretOrder): string => sha256Hex(Buffer.from(canonicalJson(order), 'utf8'))

/** Orders that the portal laid here, under which somebody is about to enter a secret. Only in memory, the newest few. */
export class SecretDesk {
  readonly #orders = new Map<string, Lying>()

  lay(order: SecretOrder): string {
    const digest = orderDigest(order)
    const [oldest] = this.#orders.keys()
    if (this.#orders.size >= MAX_ORDERS && oldest !== undefined) this.#orders.delete(oldest)
    this.#orders.delete(digest)
    this.#orders.set(digest, { order, done: null })
    return digest
  }

  find(digest: string): Lying | undefined {
    return this.#orders.get(digest)
  }
}

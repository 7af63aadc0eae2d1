import { AppError } from '#core/errors/app-error.ts'
import { digestOf } from '#crypto/digest.ts'

const LIFE_MS = 5 * 60_000
const VISIT_MS = 30 * 60_000
const MOST = 5000

/** Somebody who proved with a passkey who they are. Only in memory. */
export interface Visit {
  readonly id: string
  readonly person: string
  readonly credentialId: string
  readonly expiresAt: number
}

interface Open<T> {
  readonly value: T
  readonly expiresAt: number
}

/** What waits for an authenticator: each is answered once, within five minutes, by whoever began it. Only in memory. */
export class Ceremonies {
  readonly #open = new Map<string, Open<unknown>>()
  readonly #visits = new Map<string, Visit>()
  readonly #clock: () => Date
  readonly #random: (size: number) => Uint8Array

  constructor(clock: () => Date, random: (size: number) => Uint8Array) {
    this.#clock = clock
    this.#random = random
  }

  nonce(): string {
    return Buffer.from(this.#random(24)).toString('base64url')
  }

  /** Lays down what is to be agreed to, and yields the name of the ceremony. */
  begin(value: unknown): string {
    forget(this.#open, this.#now())
    const id = this.nonce()
    this.#open.set(id, { value, expiresAt: this.#now() + LIFE_MS })
    return id
  }

  /** Takes it up again, once. CONFLICT when it is too old, was answered before, or is of another kind. */
  take<T>(id: string | null, is: (value: unknown) => value is T): T {
    const found = id === null ? undefined : this.#open.get(id)
    if (id !== null) this.#open.delete(id)
    if (!found || found.expiresAt <= this.#now() || !is(found.value)) {
      throw new AppError('CONFLICT', 'This page is out of date or was used before. Nothing was recorded. Begin again.')
    }
    return found.value
  }

  enter(person: string, credentialId: string): Visit {
    forget(this.#visits, this.#now())
    const visit = { id: this.nonce(), person, credentialId, expiresAt: this.#now() + VISIT_MS }
    this.#visits.set(visit.id, visit)
    return visit
  }

  find(id: string | undefined): Visit | null {
    const visit = id === undefined ? undefined : this.#visits.get(id)
    return visit && visit.expiresAt > this.#now() ? visit : null
  }

  endOf(person: string): void {
    for (const [id, visit] of this.#visits) if (visit.person === person) this.#visits.delete(id)
  }

  leave(id: string | undefined): void {
    if (id !== undefined) this.#visits.delete(id)
  }

  #now(): number {
    return this.#clock().getTime()
  }
}

function forget(map: Map<string, { readonly expiresAt: number }>, now: number): void {
  for (const [id, { expiresAt }] of map) {
    if (expiresAt < now || map.size >= MOST) map.delete(id)
    else break
  }
}

/** The challenge of what is agreed to: SHA-256 over its JCS bytes, base64url. */
export const challengeOf = (agreed: unknown): string => Buffer.from(digestOf(agreed), 'hex').toString('base64url')

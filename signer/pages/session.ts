import type { SignedTicket } from '#core/protocol/protocol.ts'
import type { DecisionKind } from '#core/statement/schemas.ts'

/** Somebody who entered with a ticket: for one plan, one action, half an hour. Only in memory. */
export interface Session {
  readonly id: string
  readonly signed: SignedTicket
  readonly expiresAt: number
  formToken: string
  /** What this session decided; it decides once. */
  done: DecisionKind | null
}

const SESSION_MS = 30 * 60_000
const MAX_SESSIONS = 1000

export class Sessions {
  readonly #byId = new Map<string, Session>()
  readonly #usedNonces = new Map<string, number>()
  readonly #clock: () => Date
  readonly #random: (size: number) => Uint8Array
  readonly #startedAt: number

  constructor(clock: () => Date, random: (size: number) => Uint8Array) {
    this.#clock = clock
    this.#random = random
    this.#startedAt = clock().getTime()
  }

  /** Null when the ticket was used already, or was made before this process started and so may have been. */
  open(signed: SignedTicket, ticketMs: number): Session | null {
    const now = this.#clock().getTime()
    this.#forget(now)
    const { nonce, notAfter } = signed.ticket
    // Times of tickets may be cut to whole seconds.
    const madeAt = Date.parse(notAfter) - ticketMs + 1000
    if (this.#usedNonces.has(nonce) || madeAt < this.#startedAt) return null
    this.#usedNonces.set(nonce, Date.parse(notAfter) + ticketMs)
    const session: Session = {
      id: this.#secret(),
      signed,
      expiresAt: now + SESSION_MS,
      formToken: this.#secret(),
      done: null,
    }
    this.#byId.set(session.id, session)
    return session
  }

  find(id: string | undefined, planDigest: string): Session | null {
    const session = id === undefined ? undefined : this.#byId.get(id)
    if (session?.signed.ticket.planDigest !== planDigest) return null
    return session.expiresAt > this.#clock().getTime() ? session : null
  }

  endOf(person: string): void {
    for (const [id, { signed }] of this.#byId) if (signed.ticket.person === person) this.#byId.delete(id)
  }

  /** Takes the form's token: it counts once, and the session gets another. */
  takeFormToken(session: Session, given: string | null): boolean {
    const right = given === session.formToken
    session.formToken = this.#secret()
    return right
  }

  #secret(): string {
    return Buffer.from(this.#random(32)).toString('base64url')
  }

  #forget(now: number): void {
    for (const [nonce, until] of this.#usedNonces) if (until < now) this.#usedNonces.delete(nonce)
    for (const [id, { expiresAt }] of this.#byId) {
      if (expiresAt < now || this.#byId.size >= MAX_SESSIONS) this.#byId.delete(id)
      else break
    }
  }
}

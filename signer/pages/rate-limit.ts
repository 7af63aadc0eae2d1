/** At most `limit` events in any window of `windowMs`, per key. */
export class RateLimit {
  readonly #limit: number
  readonly #windowMs: number
  readonly #clock: () => Date
  readonly #events = new Map<string, number[]>()

  constructor(limit: number, windowMs: number, clock: () => Date) {
    this.#limit = limit
    this.#windowMs = windowMs
    this.#clock = clock
  }

  /** Counts one event; false when it is one too many. */
  take(key: string): boolean {
    const now = this.#clock().getTime()
    const recent = (this.#events.get(key) ?? []).filter((at) => at > now - this.#windowMs)
    const allowed = recent.length < this.#limit
    if (allowed) recent.push(now)
    if (this.#events.size > 10_000) this.#events.clear()
    this.#events.set(key, recent)
    return allowed
  }
}

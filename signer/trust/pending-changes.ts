import { AppError } from '#core/errors/app-error.ts'
import type { TrustChange } from '#core/protocol/protocol.ts'
import { digestOf } from '#crypto/digest.ts'
import type { NewEntry } from '../journal/journal.ts'
import type { SignerState } from '../state/state.ts'
import { checkChange } from './check-change.ts'

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
export type Proposal = DistributiveOmit<TrustChange, 'type' | 'genesis' | 'nonce'>
export type Consented = Extract<NewEntry, { kind: 'change' }>['consents'][number]

export interface PendingChange {
  readonly digest: string
  readonly change: TrustChange
  /** Trustee who proposed it and sees its code; null for an enrolment, whose code only the new passkey's browser shows. */
  readonly proposer: string | null
  readonly expiresAt: number
  readonly consents: Consented[]
  wrongCodes: number
}

const LIFE_MS = 60 * 60_000
const MOST = 50
const MOST_WRONG_CODES = 5

/** Changes that wait for trustees: an hour, in memory only. What is agreed to stands in the journal. */
export class PendingChanges {
  readonly #byDigest = new Map<string, PendingChange>()
  readonly #clock: () => Date
  readonly #random: (size: number) => Uint8Array

  constructor(clock: () => Date, random: (size: number) => Uint8Array) {
    this.#clock = clock
    this.#random = random
  }

  propose(state: SignerState, proposal: Proposal, proposer: string | null): PendingChange {
    const nonce = Buffer.from(this.#random(24)).toString('base64url')
    const genesis = state.genesis?.digest ?? ''
    const change = { type: 'mim-gmsa/trust-change/1', genesis, nonce, ...proposal } as TrustChange
    checkChange(state, change)
    if (this.all().length >= MOST) throw new AppError('TOO_MANY', 'Too many changes wait for the trustees. Try later.')
    const expiresAt = this.#clock().getTime() + LIFE_MS
    const pending = { digest: digestOf(change), change, proposer, expiresAt, consents: [], wrongCodes: 0 }
    this.#byDigest.set(pending.digest, pending)
    return pending
  }

  all(): PendingChange[] {
    const now = this.#clock().getTime()
    for (const [digest, { expiresAt }] of this.#byDigest) if (expiresAt <= now) this.#byDigest.delete(digest)
    return [...this.#byDigest.values()]
  }

  find(digest: string): PendingChange {
    const found = this.all().find((pending) => pending.digest === digest)
    if (!found)
      throw new AppError('NOT_FOUND', 'This change does not wait any more: it was made, or an hour has passed.')
    return found
  }

  /** A wrong code is counted; after five the change is dropped, so that nobody tries them out. */
  checkCode(pending: PendingChange, expected: string, typed: string): void {
    if (typed.replaceAll(/\s/g, '').toLowerCase() === expected.replaceAll(' ', '')) return
    pending.wrongCodes += 1
    if (pending.wrongCodes >= MOST_WRONG_CODES) this.drop(pending.digest)
    throw new AppError(
      'FORBIDDEN',
      'This is not the code of the change that waits here. Do not agree: compare both screens again, somebody may have swapped the passkey.',
    )
  }

  drop(digest: string): void {
    this.#byDigest.delete(digest)
  }
}

import type { Policy, SignerStatus } from '#core/protocol/protocol.ts'

/** What the portal knows of the signer. `checkedAt` is the last answer or the last failed try. */
export interface SignerHealth {
  /** `other-journal`: the journal is not the one that the portal followed so far; nothing of it is applied. */
  readonly state: 'reachable' | 'unreachable' | 'not-initialised' | 'other-version' | 'other-journal'
  /** One sentence while the state is not `reachable`. */
  readonly problem: string | null
  readonly checkedAt: string | null
  /** When it stopped answering; null while it answers. */
  readonly since: string | null
  readonly mode: 'demo' | 'production'
  readonly pagesOrigin: string
  readonly genesis: string | null
  readonly certificateSha256: string | null
  readonly certificateNotAfter: string | null
  readonly policies: readonly Policy[]
  /** Journal entries applied here, of those that the signer has. */
  readonly journal: { readonly applied: number; readonly size: number }
}

/** For administrators and auditors. */
export interface SignerState {
  /** Null: it does not answer; the rest is what its journal told so far. */
  readonly status: SignerStatus | null
  readonly health: SignerHealth
  readonly policies: readonly Policy[]
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly groups: readonly string[]
    /** At the signer. */
    readonly active: boolean
    /** The person's account in the portal. */
    readonly account: 'open' | 'disabled' | 'none'
  }[]
}

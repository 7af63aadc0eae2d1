import type { RequestSummary } from '../requests/views.ts'
import type { SignerHealth } from '../signer-link/views.ts'

export interface WaitingItem {
  readonly request: RequestSummary
  /** What this person must do: one verb phrase, e.g. `Review and decide`. */
  readonly action: string
  readonly since: string
}

export interface HomeView {
  readonly waiting: readonly WaitingItem[]
  readonly mine: readonly RequestSummary[]
  readonly mineTotal: number
  /** Signed requests, and submitted ones, whose conversion window is not over, soonest first. */
  readonly upcoming: readonly RequestSummary[]
  readonly signer: SignerHealth
  readonly draftCount: number
  /** Findings with a date of own requests that are still open. */
  readonly reminders: readonly { readonly requestId: string; readonly ruleId: string; readonly message: string }[]
}

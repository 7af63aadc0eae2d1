import type { Authority } from '../authority.ts'
import type { Ceremonies } from '../passkey/ceremonies.ts'
import type { PendingChanges } from '../trust/pending-changes.ts'
import type { Frame } from './layout.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Sessions } from './session.ts'

/** What every page handler needs. */
export interface PagesContext {
  readonly authority: Authority
  readonly sessions: Sessions
  readonly enterLimit: RateLimit
  /** Production: whoever opens a ceremony without being known yet. */
  readonly signInLimit: RateLimit
  /** Production: what waits for a passkey, and who is here. */
  readonly ceremonies: Ceremonies
  readonly changes: PendingChanges
}

export function frameOf({ authority }: PagesContext, who: string): Frame {
  return {
    pagesOrigin: authority.options.pagesOrigin,
    mode: authority.options.mode,
    who,
    oneAccount: authority.options.oneAccount ?? false,
  }
}

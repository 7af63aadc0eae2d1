import type { SignerApi } from '#core/protocol/signer-api.ts'
import type { Mode } from '#core/statement/schemas.ts'
import type { SignerHealth } from './views.ts'

/** The portal's end of the line to the signer. */
export interface SignerLink {
  readonly mode: Mode
  /** Origin of the signer's own pages. */
  readonly pagesUrl: string
  readonly api: SignerApi
  /** What was last heard, or not heard. */
  health(): SignerHealth
  /**
   * Applies every journal entry that the signer has by now. Throws SIGNER_UNREACHABLE, and refuses a journal that is not the
   * one that was followed so far.
   */
  catchUp(): Promise<void>
  /** Something waits for the signer: the background need not sleep on. */
  wake(): void
  /** Plans that a use-case is closing at the signer at this moment. */
  readonly closingNow: Set<string>
}

import { AppError } from '#core/errors/app-error.ts'
import type { Policy, SignedTicket, SignerPerson } from '#core/protocol/protocol.ts'
import type { SignerApi } from '#core/protocol/signer-api.ts'
import type { DecisionKind, Mode } from '#core/statement/schemas.ts'

export interface SignerOptions {
  /** Folder of the signer: journal, keys, stored bytes. Made with mode 0700 when it is missing. */
  readonly dir: string
  /** Folder of the installed release: `core/` and `powershell/` of this signer, not of the web. */
  readonly root: string
  readonly mode: Mode
  readonly clock: () => Date
  /** Origin of the decision pages, as people type it. */
  readonly pagesOrigin: string
  /** Origin of the portal, for the link back. */
  readonly portalUrl: string
  /** Random bytes for nonces and serial numbers; node:crypto when absent. */
  readonly random?: (size: number) => Uint8Array
}

export interface DemoSetup {
  readonly people: readonly SignerPerson[]
  readonly policies: readonly Policy[]
  /** Raw Ed25519 public key of the portal, base64url. */
  readonly portalKey: string
}

export interface DecideInput {
  readonly ticket: SignedTicket
  readonly decision: DecisionKind
  readonly comment: string | null
}

/** The signer in one process: its API, its demo set-up, and the decision that its page would record. */
export interface SignerProcess extends SignerApi {
  /** Writes genesis, people, policies and a self-signed DEMO key. CONFLICT when a journal exists; FORBIDDEN outside demo mode. */
  initDemo(setup: DemoSetup): Promise<{ genesis: string; certificateSha256: string }>
  /** What the decision page does after its button: checks ticket, person and state, and journals once. Every refusal is an AppError. */
  decide(input: DecideInput): Promise<{ planDigest: string; seq: number }>
  /** Answers waiting polls and releases the folder. */
  stop(): Promise<void>
}

export function createSigner(_options: SignerOptions): SignerProcess {
  throw new AppError('INTERNAL', 'The signer is not assembled yet.')
}

import type { Role } from '#core/workflow/states.ts'
import type { Db } from '#db/client.ts'
import type { SignInLimits } from '#server/auth/sign-in-limits.ts'
import type { SignerLink } from '#server/signer-link/signer-link.ts'

/** The person behind a call, as the database knows them at this moment. */
export interface Actor {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly mustChangePassword: boolean
  /** Row of the session that the call came with; null for the command line and the demo seed. */
  readonly sessionId: string | null
}

export interface ApproverGroup {
  readonly id: string
  readonly title: string
}

/** What every use-case works with; a test or the seed puts in its own clock and randomness. */
export interface Services {
  readonly db: Db
  readonly clock: () => Date
  readonly random: (bytes: number) => Uint8Array
  readonly limits: SignInLimits
  /** Approver groups of a person, as the signer last said; empty while it was never reached. */
  readonly groupsOf: (personId: string) => readonly ApproverGroup[]
  readonly signer: SignerLink
}

export interface UseCaseContext extends Services {
  readonly actor: Actor
  /** Where the call came from, for the audit log. */
  readonly address: string | null
  /** The API token that the call came with; absent for a person at a page. */
  readonly token?: { readonly id: string; readonly name: string } | undefined
}

import type { Role } from '#core/workflow/states.ts'

/** An account at the sign-in service, as administrators see it. */
export interface IdentityView {
  readonly id: string
  readonly issuer: string
  readonly subject: string
  /** How the service calls it. */
  readonly label: string
  /** Null: it waits for somebody to say whose it is. */
  readonly person: { readonly id: string; readonly name: string; readonly user: string } | null
  /** Groups of the last sign-in that gave a role then. */
  readonly groups: readonly string[]
  /** What these groups give now. */
  readonly roles: readonly Role[]
  readonly createdAt: string
  readonly lastSignInAt: string | null
}

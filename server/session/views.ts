import type { Role } from '#core/workflow/states.ts'

/** Who is signed in, as the database says it on this call. */
export interface Me {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly roles: readonly Role[]
  /** True after an administrator set the passphrase: nothing else works until the person chose an own one. */
  readonly mustChangePassword: boolean
  /** Approver groups of the signer that this person is in; empty while the signer was never reached. */
  readonly groups: readonly { readonly id: string; readonly title: string }[]
}

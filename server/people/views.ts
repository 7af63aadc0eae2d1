import type { Role } from '#core/workflow/states.ts'

export interface PersonView {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Of these: given by an administrator. */
  readonly ownRoles: readonly Role[]
  /** Of these: given by groups of the sign-in service. */
  readonly groupRoles: readonly Role[]
  /** False for who comes through the sign-in service only. */
  readonly hasPassphrase: boolean
  readonly active: boolean
  readonly mustChangePassword: boolean
  /** Groups that the signer knows this person in; decided there, never here. */
  readonly groups: readonly string[]
  readonly createdAt: string
  readonly lastSignInAt: string | null
}

/** Shown once: the administrator hands it over, and the person must change it at the first sign-in. */
export interface InitialPassphrase {
  readonly personId: string
  readonly passphrase: string
}

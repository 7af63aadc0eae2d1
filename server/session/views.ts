import type { Role } from '#core/workflow/states.ts'

/** Who is signed in, as the database says it on this call. */
export interface Me {
  readonly id: string
  readonly user: string
  readonly name: string
  readonly roles: readonly Role[]
  /** True after an administrator set the passphrase: nothing else works until the person chose an own one. */
  readonly mustChangePassword: boolean
  /** False for who comes through the sign-in service only. */
  readonly hasPassphrase: boolean
  /** Approver groups of the signer that this person is in; empty while the signer was never reached. */
  readonly groups: readonly { readonly id: string; readonly title: string }[]
}

/** One signed-in browser of a person, for that person only. */
export interface SessionView {
  readonly id: string
  readonly createdAt: string
  /** Within a minute. */
  readonly lastSeenAt: string
  readonly address: string | null
  /** The `User-Agent` header. */
  readonly agent: string | null
  /** The account of the sign-in service, or null: with a passphrase. */
  readonly identity: string | null
  /** The one that asks. */
  readonly current: boolean
}

import type { Passkey, Policy } from '#core/protocol/protocol.ts'
import type { Mode } from '#core/statement/schemas.ts'

export interface Proofs {
  readonly mode: Mode
  readonly passkeys: readonly Pick<Passkey, 'person' | 'synced' | 'revokedAt'>[]
}

/** Has this person a passkey that counts under this policy? In a demo the portal vouches for them. */
export function canProve(
  { mode, passkeys }: Proofs,
  { allowSyncedPasskeys }: Pick<Policy, 'allowSyncedPasskeys'>,
  personId: string,
): boolean {
  if (mode === 'demo') return true
  return passkeys.some(
    ({ person, synced, revokedAt }) => person === personId && revokedAt === null && (allowSyncedPasskeys || !synced),
  )
}

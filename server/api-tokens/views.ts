import type { Scope } from '#core/access/scopes.ts'

export interface ApiTokenView {
  readonly id: string
  readonly name: string
  /** In whose name it works. */
  readonly person: { readonly id: string; readonly name: string; readonly active: boolean }
  readonly scopes: readonly Scope[]
  readonly createdAt: string
  readonly createdBy: string
  readonly expiresAt: string
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
  readonly state: 'open' | 'expired' | 'revoked'
}

/** Shown once; the portal keeps a hash. */
export interface NewApiToken {
  readonly id: string
  readonly token: string
  readonly expiresAt: string
}

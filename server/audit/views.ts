/** One audit event as a person reads it. Instants are UTC, ISO 8601. */
export interface AuditEventView {
  readonly seq: number
  readonly at: string
  /** Dotted name, e.g. `request.submitted`; its words for people are in `core/audit/kinds.ts`. */
  readonly kind: string
  readonly outcome: 'done' | 'refused'
  readonly actor: { readonly id: string; readonly name: string } | null
  /** What it is about, e.g. `{ type: 'request', id: 'MG-0001' }`. */
  readonly object: { readonly type: 'request' | 'person' | 'session' | 'signer'; readonly id: string } | null
  readonly address: string | null
  /** One sentence. */
  readonly summary: string
  /** Typed facts of the event, e.g. `{ from: 'draft', to: 'submitted', planDigest: '…' }`. */
  readonly details: Readonly<Record<string, unknown>>
  /** Hex SHA-256(0x00 || body), RFC 6962. */
  readonly leaf: string
}

export interface AuditPage {
  readonly rows: readonly AuditEventView[]
  /** Pass as `before` for older events; null at the end. */
  readonly nextBefore: number | null
  readonly total: number
}

export interface AuditFacets {
  readonly kinds: readonly string[]
  readonly actors: readonly { readonly id: string; readonly name: string }[]
}

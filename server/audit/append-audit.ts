import { sql } from 'drizzle-orm'
import { AUDIT_KINDS, type AuditDetails, type AuditKind } from '#core/audit/kinds.ts'
import { canonicalBytes } from '#core/bytes/canonical-json.ts'
import { leafHash } from '#core/bytes/merkle.ts'
import { sha256Hex } from '#core/bytes/sha256.ts'
import type { Tx } from '#db/client.ts'
import { audit, auditTexts } from '#db/schema/audit.ts'
import { recordNotice } from '#server/notifications/record-notice.ts'
import type { AuditEventView } from './views.ts'

const SALT_BYTES = 32

export interface AuditEvent<K extends AuditKind = AuditKind> {
  readonly kind: K
  readonly outcome?: AuditEventView['outcome']
  readonly object: AuditEventView['object']
  /** Ids, states, digests, numbers: whatever may stand in the log for ever. */
  readonly details?: AuditDetails<K>
  /** Names and free text: the log holds a salted hash, the text can be erased. */
  readonly texts?: Readonly<Record<string, string>>
}

/** Who acts, when and from where. `actor` null: nobody known, e.g. a refused sign-in, or the portal itself. */
export interface AuditScene {
  readonly clock: () => Date
  readonly random: (bytes: number) => Uint8Array
  readonly actor: { readonly id: string } | null
  readonly address: string | null
  /** Set when a program acted in the actor's name. */
  readonly token?: { readonly id: string; readonly name: string } | undefined
}

/**
 * Appends one event inside the transaction of the change that it records; the transaction must be `immediate`.
 * Returns the event's number.
 */
export function appendAudit<K extends AuditKind>(tx: Tx, scene: AuditScene, event: AuditEvent<K>): number {
  const next = tx.get<{ seq: number }>(sql`SELECT coalesce(max(${audit.seq}) + 1, 0) AS seq FROM ${audit}`)
  const seq = next.seq
  const texts = {
    ...event.texts,
    ...(scene.token ? { 'by token': `${scene.token.name} (${scene.token.id})` } : {}),
    ...(scene.address === null ? {} : { address: scene.address }),
  }
  const salted = Object.entries(texts).map(([name, text]) => ({ name, text, salt: scene.random(SALT_BYTES) }))
  const body = canonicalBytes({
    type: 'mim-gmsa/audit-event/1',
    seq,
    at: scene.clock().toISOString(),
    kind: event.kind,
    outcome: event.outcome ?? 'done',
    actor: scene.actor?.id ?? null,
    object: event.object,
    details: AUDIT_KINDS[event.kind].details.parse(event.details ?? {}),
    texts: Object.fromEntries(salted.map(({ name, text, salt }) => [name, commitment(salt, text)])),
  })
  tx.insert(audit)
    .values({ seq, body: Buffer.from(body), leaf: Buffer.from(leafHash(body)) })
    .run()
  for (const { name, text, salt } of salted) {
    tx.insert(auditTexts)
      .values({ seq, name, text, salt: Buffer.from(salt) })
      .run()
  }
  if (event.object?.type === 'request') {
    const requestId = event.object.id
    recordNotice(tx, {
      seq,
      kind: event.kind,
      requestId,
      actorId: scene.actor?.id ?? null,
      at: scene.clock().toISOString(),
    })
  }
  return seq
}

/** SHA-256(salt || text): says nothing once the salt is gone. */
function commitment(salt: Uint8Array, text: string): string {
  return sha256Hex(Buffer.concat([salt, Buffer.from(text, 'utf8')]))
}

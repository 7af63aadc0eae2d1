import { and, eq, isNull } from 'drizzle-orm'
import type { AuditDetails } from '#core/audit/kinds.ts'
import { AppError } from '#core/errors/app-error.ts'
import { type Tx, truncateLog } from '#db/client.ts'
import { requests } from '#db/schema/requests.ts'
import { secretBlobs } from '#db/schema/secrets.ts'
import { type AuditScene, appendAudit } from '#server/audit/append-audit.ts'
import type { Services, UseCaseContext } from '#server/context.ts'
import { findRequestFor, type RequestRow } from '#server/requests/find-request.ts'

type Why = AuditDetails<'secret.erased'>['why']

const DAY_MS = 86_400_000
/** A change that began in its window may end after it; then its ciphertext has had its time. */
const AFTER_WINDOW_DAYS = 14

/**
 * Forgets every ciphertext of a request, on a person's word: once the password is changed, nothing needs it. Bundles that hold one can
 * not be handed out any more. Refused while people still decide or the signer still signs.
 */
export function eraseSecrets(context: UseCaseContext, { id }: { id: string }): { erased: number } {
  const { actor, db, signer } = context
  const erased = db.transaction(
    (tx) => {
      const row = findRequestFor(tx, actor, id, 'requests.eraseSecrets')
      if (row.state === 'submitted' || row.state === 'approved') {
        throw new AppError(
          'CONFLICT',
          `${id} is ${row.state}: its plan needs the encrypted password. Withdraw it first.`,
        )
      }
      return erase(tx, context, id, 'asked')
    },
    { behavior: 'immediate' },
  )
  if (erased > 0) truncateLog(db)
  signer.wake()
  return { erased }
}

/** Erases what has had its time: after completion, withdrawal, recall or expiry, or two weeks after the window. */
export async function eraseEnded(services: Services & Pick<AuditScene, 'clock' | 'random'>, requestId: string) {
  const { db } = services
  const scene = { ...services, actor: null, address: null }
  const erased = db.transaction(
    (tx) => {
      const row = tx.select().from(requests).where(eq(requests.id, requestId)).get()
      const why = row ? whyEnded(row, services.clock()) : null
      return why === null ? 0 : erase(tx, scene, requestId, why)
    },
    { behavior: 'immediate' },
  )
  if (erased > 0) truncateLog(db)
  return 'settled' as const
}

function whyEnded({ state, windowEnd }: RequestRow, now: Date): Why | null {
  switch (state) {
    case 'completed':
    case 'withdrawn':
    case 'expired':
    case 'recalled':
    case 'rolled back':
      return state
    default:
      return windowEnd !== null && now.getTime() > Date.parse(windowEnd) + AFTER_WINDOW_DAYS * DAY_MS ? 'expired' : null
  }
}

/** Overwrites the ciphertexts of every revision; who entered them and when stays. Returns how many there were. */
export function erase(tx: Tx, scene: AuditScene, requestId: string, why: Why): number {
  const held = and(eq(secretBlobs.requestId, requestId), isNull(secretBlobs.erasedAt))
  const targets = tx.selectDistinct({ target: secretBlobs.target }).from(secretBlobs).where(held).all()
  if (targets.length === 0) return 0
  const erasedAt = scene.clock().toISOString()
  const { changes } = tx.update(secretBlobs).set({ cms: null, erasedAt }).where(held).run()
  appendAudit(tx, scene, {
    kind: 'secret.erased',
    object: { type: 'request', id: requestId },
    details: { targets: targets.map(({ target }) => target), why },
  })
  return changes
}

/** Requests of which the signer still holds a ciphertext that was erased here. */
export const listErasedHere = ({ db }: Pick<Services, 'db'>): string[] =>
  db
    .selectDistinct({ id: secretBlobs.requestId, erasedAt: secretBlobs.erasedAt })
    .from(secretBlobs)
    .where(eq(secretBlobs.erasedAtSigner, false))
    .all()
    .flatMap(({ id, erasedAt }) => (erasedAt === null ? [] : [id]))

/** The signer is asked until it has erased its copies too; its journal says so. */
export async function eraseAtSigner({ db, signer }: Pick<Services, 'db' | 'signer'>, requestId: string) {
  // A reader may have held the log when it was to be emptied.
  truncateLog(db)
  await signer.api.eraseSecrets(requestId, 'erased in the portal')
  return 'settled' as const
}

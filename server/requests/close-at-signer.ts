import { eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { closings } from '#db/schema/journal.ts'
import type { Services } from '#server/context.ts'

/** Who closes; null for the portal itself, when time is over. */
export interface ClosingContext extends Pick<Services, 'db' | 'clock' | 'signer'> {
  readonly actor: { readonly id: string } | null
  readonly address: string | null
}

export interface Closing {
  readonly requestId: string
  readonly planDigest: string
  readonly action: (typeof closings.$inferSelect)['action']
  /** Free text that the portal keeps; the signer's journal gets none of it. */
  readonly reason: string | null
  /** For the signer's journal. */
  readonly words: string
}

/**
 * Closes a plan at the signer, and carries out what the actor wants next with the journal entry that tells of it. Throws, and
 * changes nothing, when the signer is down or refuses; when the portal stops half-way, the entry finds the wish written down.
 */
export async function closeAtSigner(context: ClosingContext, closing: Closing): Promise<void> {
  const { db, signer } = context
  const { planDigest } = closing
  if (signer.closingNow.has(planDigest)) {
    throw new AppError('CONFLICT', 'Somebody is closing this plan at this moment. Look at the request again.')
  }
  signer.closingNow.add(planDigest)
  try {
    writeDown(context, closing)
    await signer.api.close(planDigest, closing.words)
    await signer.catchUp()
    if (db.select().from(closings).where(eq(closings.planDigest, planDigest)).get()) {
      throw new AppError('INTERNAL', 'The signer closed the plan, but its journal does not tell of it.')
    }
  } catch (error) {
    throw explained(context, planDigest, error)
  } finally {
    signer.closingNow.delete(planDigest)
  }
}

function writeDown({ db, actor, address, clock }: ClosingContext, closing: Closing): void {
  const { requestId, planDigest, action, reason } = closing
  const values = { requestId, action, reason, actorId: actor?.id ?? null, address, at: clock().toISOString() }
  db.insert(closings)
    .values({ planDigest, ...values })
    .onConflictDoUpdate({ target: closings.planDigest, set: values })
    .run()
}

/**
 * A refusal means that nothing was closed. Silence means nobody knows: what was wanted stays written down until the journal has
 * been read to its end.
 */
function explained({ db }: ClosingContext, planDigest: string, error: unknown): unknown {
  if (!(error instanceof AppError)) return error
  if (error.code !== 'SIGNER_UNREACHABLE') {
    db.delete(closings).where(eq(closings.planDigest, planDigest)).run()
    return error
  }
  return new AppError(
    'SIGNER_UNREACHABLE',
    `${error.userMessage} The plan must be closed there first; until then everything stays as it is. Try again when the signer is back.`,
    { cause: error },
  )
}

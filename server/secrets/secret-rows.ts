import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Environment } from '#core/environment/environment.ts'
import { type Place, secretPlaces, wantsSecret } from '#core/environment/secret-places.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import type { Reader, Tx } from '#db/client.ts'
import { secretBlobs } from '#db/schema/secrets.ts'

export type SecretRow = typeof secretBlobs.$inferSelect

interface AtRevision {
  readonly requestId: string
  readonly revision: number
}

const at = ({ requestId, revision }: AtRevision) =>
  and(eq(secretBlobs.requestId, requestId), eq(secretBlobs.revision, revision))

export const readSecretRows = (db: Reader, where: AtRevision): SecretRow[] =>
  db.select().from(secretBlobs).where(at(where)).all()

/** It was made for this very server, under its present name and account. */
export const fits = (row: Pick<SecretRow, 'target' | 'host' | 'account'>, place: Place): boolean =>
  row.target === place.target && row.host === place.host && row.account === place.account

/**
 * The ciphertexts that go into the plan: of every server of the MIM Service that has one which fits, where the environment says that
 * the password comes encrypted. What does not fit any more is left out, and rule P08 tells of it.
 */
export function readCiphertexts(
  db: Reader,
  where: AtRevision,
  environment: Environment,
): GeneratorInput['ciphertexts'] {
  if (!wantsSecret(environment)) return {}
  const places = secretPlaces(environment)
  return Object.fromEntries(
    readSecretRows(db, where).flatMap((row) => {
      const { target, cms, recipientCertificateSha256 } = row
      return cms !== null && places.some((place) => fits(row, place))
        ? [[target, { cms, recipientCertificateSha256 }]]
        : []
    }),
  )
}

/** What was entered for a revision holds for the next one too, until somebody replaces it. */
export function carrySecrets(tx: Tx, from: AtRevision, to: AtRevision): void {
  for (const row of readSecretRows(tx, from)) {
    if (row.erasedAt !== null) continue
    tx.insert(secretBlobs)
      .values({ ...row, ...to, inPlan: false })
      .onConflictDoNothing()
      .run()
  }
}

/** Notes which servers of a generated plan carry their ciphertext as a file. */
export function markInPlan(tx: Tx, where: AtRevision, targets: readonly string[]): void {
  tx.update(secretBlobs).set({ inPlan: false }).where(at(where)).run()
  if (targets.length === 0) return
  tx.update(secretBlobs)
    .set({ inPlan: true })
    .where(and(at(where), inArray(secretBlobs.target, [...targets])))
    .run()
}

/** The ciphertext of one server as a file of its plan; null where the plan has none. */
export function readPlanSecret(db: Reader, where: AtRevision, target: string): SecretRow | null {
  const row = db
    .select()
    .from(secretBlobs)
    .where(and(at(where), eq(secretBlobs.target, target), eq(secretBlobs.inPlan, true)))
    .get()
  return row ?? null
}

/** Requests that hold a ciphertext that was not erased yet. */
export const listWithSecrets = (db: Reader): string[] =>
  db
    .selectDistinct({ id: secretBlobs.requestId })
    .from(secretBlobs)
    .where(isNull(secretBlobs.erasedAt))
    .all()
    .map(({ id }) => id)

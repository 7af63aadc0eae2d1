import { and, eq, isNull } from 'drizzle-orm'
import { sha256Hex } from '#core/bytes/sha256.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { StoredSecret } from '#core/protocol/protocol.ts'
import type { SignerApi } from '#core/protocol/signer-api.ts'
import type { Db } from '#db/client.ts'
import { secretBlobs } from '#db/schema/secrets.ts'
import type { Services } from '#server/context.ts'

/** Ciphertexts that somebody entered and the portal does not have yet, by their SHA-256. */
export const listUnfetchedSecrets = (db: Db): string[] =>
  db
    .selectDistinct({ cmsSha256: secretBlobs.cmsSha256 })
    .from(secretBlobs)
    .where(and(isNull(secretBlobs.cms), isNull(secretBlobs.erasedAt)))
    .all()
    .map(({ cmsSha256 }) => cmsSha256)

/** Fetches one ciphertext; it is kept only when it is the one that the journal names. */
export async function fetchSecret(
  { clock, db, signer }: Pick<Services, 'clock' | 'db' | 'signer'>,
  cmsSha256: string,
): Promise<'settled'> {
  const found = await ask(signer.api, cmsSha256)
  const mine = and(eq(secretBlobs.cmsSha256, cmsSha256), isNull(secretBlobs.erasedAt))
  if (found === null) {
    db.update(secretBlobs).set({ erasedAt: clock().toISOString(), erasedAtSigner: true }).where(mine).run()
    return 'settled'
  }
  const { cms, certificate } = found
  if (sha256Hex(cms) !== cmsSha256) {
    throw new AppError('INTERNAL', 'The signer handed out another ciphertext than its journal names.')
  }
  db.update(secretBlobs).set({ cms, certificate, bytes: cms.length }).where(mine).run()
  return 'settled'
}

/** Null when it was erased before it could be fetched. */
async function ask(api: SignerApi, cmsSha256: string): Promise<StoredSecret | null> {
  try {
    return await api.secret(cmsSha256)
  } catch (error) {
    if (error instanceof AppError && error.code === 'GONE') return null
    throw error
  }
}

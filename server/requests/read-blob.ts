import { eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import { sha256Hex } from '#crypto/digest.ts'
import type { Reader } from '#db/client.ts'
import { blobs } from '#db/schema/blobs.ts'

/** Stored bytes; INTERNAL when they are missing, or are not the ones that were stored. */
export function readBlob(db: Reader, sha256: string): Uint8Array {
  const bytes = db.select({ bytes: blobs.bytes }).from(blobs).where(eq(blobs.sha256, sha256)).get()?.bytes
  if (!bytes || sha256Hex(bytes) !== sha256) {
    throw new AppError('INTERNAL', 'A stored file is damaged. Restore the database from its backup.', {
      message: `blob ${sha256} is ${bytes ? 'another one' : 'missing'}`,
    })
  }
  return bytes
}

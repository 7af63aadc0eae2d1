import { migrateDb, openDb } from '#db/client.ts'
import { createSignInLimits } from '#server/auth/sign-in-limits.ts'
import type { Services } from '#server/context.ts'

/** Services on an empty database in memory with the real migrations; time stands still and randomness repeats. */
export function buildServices(changes: Partial<Services> = {}): Services {
  const db = changes.db ?? openDb(':memory:')
  migrateDb(db, 'db/migrations')
  let counter = 0
  const random = (bytes: number) => {
    counter += 1
    return Uint8Array.from({ length: bytes }, (_, index) => (counter * 31 + index * 7) % 256)
  }
  return {
    db,
    clock: () => new Date('2026-11-24T08:00:00Z'),
    random,
    limits: createSignInLimits(),
    groupsOf: () => [],
    ...changes,
  }
}

import { createHash } from 'node:crypto'
import { migrateDb, openDb } from '#db/client.ts'
import { createSignInLimits } from '#server/auth/sign-in-limits.ts'
import type { Services } from '#server/context.ts'
import { createSignerLink } from '#server/signer-link/create-signer-link.ts'
import { silentSigner } from './silent-signer.ts'

/** A clock that a test moves. */
export class TestClock {
  #now = Date.parse('2026-11-24T08:00:00Z')
  readonly read = (): Date => new Date(this.#now)
  forward(ms: number): void {
    this.#now += ms
  }
}

/** Random-looking bytes, the same in every run. */
export function repeatableRandom(seed = ''): (bytes: number) => Uint8Array {
  let counter = 0
  return (bytes) => {
    counter += 1
    return new Uint8Array(createHash('shake256', { outputLength: bytes }).update(`${seed}${counter}`).digest())
  }
}

/**
 * Services on an empty database in memory with the real migrations; time stands still, randomness repeats, and the signer does
 * not answer.
 */
export function buildServices(changes: Partial<Services> = {}): Services {
  const db = changes.db ?? openDb(':memory:')
  migrateDb(db, 'db/migrations')
  const base = { db, clock: new TestClock().read, random: repeatableRandom(), ...changes }
  return {
    limits: createSignInLimits(),
    groupsOf: () => [],
    signer: createSignerLink({ ...base, api: silentSigner, mode: 'demo', pagesUrl: 'http://localhost:3991' }),
    ...base,
  }
}

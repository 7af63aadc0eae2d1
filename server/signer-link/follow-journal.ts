import { notInArray } from 'drizzle-orm'
import type { SignerApi } from '#core/protocol/signer-api.ts'
import { closings } from '#db/schema/journal.ts'
import type { Services } from '#server/context.ts'
import { applyEntry, type JournalLine, otherJournal } from './apply-entry.ts'
import { type JournalHead, readHead } from './read-journal.ts'

export interface Follower extends Pick<Services, 'db' | 'clock' | 'random'> {
  readonly api: SignerApi
  readonly closingNow: ReadonlySet<string>
}

/**
 * Applies everything that the signer's journal has beyond the last entry applied here. The last known entry is asked for again,
 * so that a journal that was cut or replaced behind it is noticed before anything is applied.
 */
export async function followJournal(follower: Follower): Promise<void> {
  const { api, db } = follower
  for (;;) {
    const head = readHead(db)
    const page = await api.journal(head ? head.seq - 1 : -1, 0)
    const fresh = head ? afterHead(page.entries, head) : page.entries
    for (const line of fresh) applyEntry(follower, line)
    if (fresh.length === 0 || page.size <= (readHead(db)?.seq ?? -1) + 1) break
  }
  dropUnansweredClosings(follower)
}

/** Waits up to `waitSeconds` for the next entry, and applies what came. Call it after `followJournal`. */
export async function awaitJournal(follower: Follower, waitSeconds: number): Promise<void> {
  const { entries } = await follower.api.journal(readHead(follower.db)?.seq ?? -1, waitSeconds)
  for (const line of entries) applyEntry(follower, line)
}

function afterHead(entries: readonly JournalLine[], head: JournalHead): readonly JournalLine[] {
  const [same, ...fresh] = entries
  if (!same) throw otherJournal('is shorter than what the portal has of it')
  if (same.sha256 !== head.sha256) throw otherJournal('is not the one that the portal followed so far')
  return fresh
}

// The signer was asked to close them, its answer never came, and its journal has no such entry: nothing happened.
function dropUnansweredClosings({ db, closingNow }: Follower): void {
  db.delete(closings)
    .where(notInArray(closings.planDigest, [...closingNow]))
    .run()
}

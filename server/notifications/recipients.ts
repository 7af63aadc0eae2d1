import { and, eq, inArray } from 'drizzle-orm'
import type { Reader } from '#db/client.ts'
import type { notices } from '#db/schema/notifications.ts'
import { people, personRoles } from '#db/schema/people.ts'
import { authors, requests } from '#db/schema/requests.ts'
import { comments, threads } from '#db/schema/review.ts'
import { findRevision } from '#server/requests/content.ts'
import { storedPolicy } from '#server/requests/stored.ts'
import { readSignerPeople } from '#server/signer-link/read-journal.ts'
import { type Audience, NOTICE_KINDS } from './notice-kinds.ts'

type Notice = typeof notices.$inferSelect

/** Active people who are told of an event, whoever did it left out. */
export function recipientsOf(db: Reader, notice: Notice): string[] {
  const audience = NOTICE_KINDS[notice.kind]?.audience ?? []
  const ids = new Set(audience.flatMap((one) => FIND[one](db, notice.requestId)))
  ids.delete(notice.actorId ?? '')
  if (ids.size === 0) return []
  return db
    .select({ id: people.id })
    .from(people)
    .where(and(inArray(people.id, [...ids]), eq(people.active, true)))
    .all()
    .map(({ id }) => id)
}

const FIND: Readonly<Record<Audience, (db: Reader, requestId: string) => string[]>> = {
  authors: (db, requestId) => {
    const row = db.select().from(requests).where(eq(requests.id, requestId)).get()
    return row ? [row.ownerId, ...authorsOf(db, requestId)] : []
  },
  deciders: (db, requestId) => {
    const row = db.select().from(requests).where(eq(requests.id, requestId)).get()
    const plan = row && (findRevision(db, requestId, row.revision) ?? findRevision(db, requestId, row.revision - 1))
    if (!row || !plan) return []
    const groups = storedPolicy(plan.policy).groups.map(({ id }) => id)
    const barred = [row.ownerId, ...authorsOf(db, requestId)]
    return [...readSignerPeople(db).values()]
      .filter((person) => person.active && person.groups.some((group) => groups.includes(group)))
      .map(({ id }) => id)
      .filter((id) => !barred.includes(id))
  },
  operators: (db) =>
    db
      .select({ id: personRoles.personId })
      .from(personRoles)
      .where(eq(personRoles.role, 'operator'))
      .all()
      .map(({ id }) => id),
  speakers: (db, requestId) =>
    db
      .selectDistinct({ id: comments.by })
      .from(comments)
      .innerJoin(threads, eq(threads.id, comments.threadId))
      .where(eq(threads.requestId, requestId))
      .all()
      .map(({ id }) => id),
}

const authorsOf = (db: Reader, requestId: string): string[] =>
  db
    .selectDistinct({ id: authors.personId })
    .from(authors)
    .where(eq(authors.requestId, requestId))
    .all()
    .map(({ id }) => id)

import { and, asc, eq, sql } from 'drizzle-orm'
import type { Reader, Tx } from '#db/client.ts'
import { authors } from '#db/schema/requests.ts'

/** A request at one revision number. */
export interface AtRevision {
  readonly requestId: string
  readonly revision: number
}

/** Records that this person wrote in this revision; true the first time. */
export function addAuthor(tx: Tx, where: AtRevision, personId: string, firstAt: string): boolean {
  const { changes } = tx
    .insert(authors)
    .values({ ...where, personId, firstAt, wroteHere: true })
    .onConflictDoUpdate({
      target: [authors.requestId, authors.revision, authors.personId],
      set: { wroteHere: true },
      setWhere: eq(authors.wroteHere, false),
    })
    .run()
  return changes > 0
}

/** Who wrote a revision wrote also what begins as a copy of it. */
export function carryAuthors(tx: Tx, from: AtRevision, to: AtRevision): void {
  for (const { personId, firstAt } of rowsOf(tx, from)) {
    tx.insert(authors)
      .values({ ...to, personId, firstAt, wroteHere: false })
      .onConflictDoNothing()
      .run()
  }
}

/** Ids, whoever wrote first in front. */
export function readAuthors(db: Reader, where: AtRevision): string[] {
  return rowsOf(db, where).map(({ personId }) => personId)
}

function rowsOf(db: Reader, { requestId, revision }: AtRevision) {
  return db
    .select()
    .from(authors)
    .where(and(eq(authors.requestId, requestId), eq(authors.revision, revision)))
    .orderBy(asc(authors.firstAt), sql`${authors}.rowid`)
    .all()
}

/** Four eyes: why this person can not decide on this revision, because they wrote in it; null when they did not. */
export function whyAuthor(db: Reader, where: AtRevision, personId: string): string | null {
  const ofPerson = db
    .select()
    .from(authors)
    .where(and(eq(authors.requestId, where.requestId), eq(authors.personId, personId)))
    .all()
  if (!ofPerson.some(({ revision }) => revision === where.revision)) return null
  return ofPerson.some(({ wroteHere }) => wroteHere)
    ? 'You edited this request, so somebody else must decide.'
    : 'You wrote what this request was made from, so somebody else must decide.'
}

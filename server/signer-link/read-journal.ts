import { asc, eq, inArray, max } from 'drizzle-orm'
import { type JournalEntry, journalEntrySchema, type Policy, type SignerPerson } from '#core/protocol/protocol.ts'
import { peopleOf, policyOf } from '#core/protocol/trust-facts.ts'
import type { Reader } from '#db/client.ts'
import { journal } from '#db/schema/journal.ts'
import type { ApproverGroup } from '#server/context.ts'

export interface JournalHead {
  readonly seq: number
  readonly sha256: string
}

/** The last entry that was applied here, or null before the first. */
export function readHead(db: Reader): JournalHead | null {
  const last =
    db
      .select({ seq: max(journal.seq) })
      .from(journal)
      .get()?.seq ?? null
  if (last === null) return null
  return (
    db.select({ seq: journal.seq, sha256: journal.sha256 }).from(journal).where(eq(journal.seq, last)).get() ?? null
  )
}

/** SHA-256 of the genesis that the portal follows, or null before the first entry. */
export function readGenesis(db: Reader): string | null {
  return db.select({ sha256: journal.sha256 }).from(journal).where(eq(journal.seq, 0)).get()?.sha256 ?? null
}

/** Entries about one plan, oldest first. */
export function readPlanEntries(db: Reader, planDigest: string): JournalEntry[] {
  return parsed(
    db
      .select({ entry: journal.entry })
      .from(journal)
      .where(eq(journal.planDigest, planDigest))
      .orderBy(asc(journal.seq))
      .all(),
  )
}

/** The people that the signer knows, by id, as far as its journal was applied here. */
export function readSignerPeople(db: Reader): Map<string, SignerPerson> {
  const people = new Map<string, SignerPerson>()
  for (const entry of entriesOf(db, 'genesis', 'person', 'change')) {
    for (const person of peopleOf(entry)) people.set(person.id, person)
  }
  return people
}

/** The newest version of each policy. */
export function readPolicies(db: Reader): Policy[] {
  const newest = new Map<string, Policy>()
  for (const entry of entriesOf(db, 'policy', 'change')) {
    const policy = policyOf(entry)
    if (policy && policy.version >= (newest.get(policy.id)?.version ?? 0)) newest.set(policy.id, policy)
  }
  return [...newest.values()]
}

/** Approver groups of an active person, with the titles that the policies give them. */
export function readGroups(db: Reader, personId: string): ApproverGroup[] {
  const person = readSignerPeople(db).get(personId)
  if (!person?.active) return []
  const titles = new Map(readPolicies(db).flatMap(({ groups }) => groups.map(({ id, title }) => [id, title] as const)))
  return person.groups.map((id) => ({ id, title: titles.get(id) ?? id }))
}

function entriesOf(db: Reader, ...kinds: JournalEntry['kind'][]): JournalEntry[] {
  return parsed(
    db
      .select({ entry: journal.entry })
      .from(journal)
      .where(inArray(journal.kind, kinds))
      .orderBy(asc(journal.seq))
      .all(),
  )
}

const parsed = (rows: readonly { entry: string }[]): JournalEntry[] =>
  rows.map(({ entry }) => journalEntrySchema.parse(JSON.parse(entry)))

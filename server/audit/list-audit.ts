import { and, eq, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import { AUDIT_KINDS } from '#core/audit/kinds.ts'
import { audit, auditTexts } from '#db/schema/audit.ts'
import { people } from '#db/schema/people.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import type { ListAuditInput } from './inputs.ts'
import { readEvents } from './read-events.ts'
import type { AuditPage } from './views.ts'

/** One page of the log, newest first. `total` counts what the filters let through, on all pages. */
export function listAudit({ actor, db }: UseCaseContext, input: ListAuditInput): AuditPage {
  assertAllowed(actor, 'audit.list')
  const filter = filterOf(input)
  const older = input.before === undefined ? undefined : lt(audit.seq, input.before)
  const found = readEvents(db, and(filter, older), input.limit + 1)
  const rows = found.slice(0, input.limit)
  const total = db.select({ total: sql<number>`count(*)` }).from(audit).where(filter).get()?.total ?? 0
  return { rows, nextBefore: found.length > rows.length ? (rows.at(-1)?.seq ?? null) : null, total }
}

function filterOf({
  kinds,
  actorId,
  objectType,
  objectId,
  outcome,
  from,
  to,
  search,
}: ListAuditInput): SQL | undefined {
  return and(
    kinds?.length ? inArray(audit.kind, kinds) : undefined,
    actorId === undefined ? undefined : eq(audit.actor, actorId),
    objectType === undefined ? undefined : eq(audit.objectType, objectType),
    objectId === undefined ? undefined : eq(audit.objectId, objectId),
    outcome === undefined ? undefined : eq(audit.outcome, outcome),
    from === undefined ? undefined : gte(audit.at, new Date(from).toISOString()),
    to === undefined ? undefined : lt(audit.at, new Date(to).toISOString()),
    search?.trim() ? contains(search.trim()) : undefined,
  )
}

/** In ids, digests and facts, in the words of the kind, in texts that were not erased, or in names of people. */
function contains(search: string): SQL | undefined {
  const like = (column: unknown) => sql`${column} LIKE ${`%${search.replace(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'`
  const named = sql`(SELECT ${people.id} FROM ${people} WHERE ${like(people.name)} OR ${like(people.user)})`
  const kinds = Object.entries(AUDIT_KINDS).filter(([, { title }]) =>
    title.toLowerCase().includes(search.toLowerCase()),
  )
  return or(
    like(sql`json_extract(CAST(${audit.body} AS TEXT), '$.details')`),
    like(audit.objectId),
    like(audit.kind),
    kinds.length > 0
      ? inArray(
          audit.kind,
          kinds.map(([kind]) => kind),
        )
      : undefined,
    sql`${audit.seq} IN (SELECT ${auditTexts.seq} FROM ${auditTexts} WHERE ${like(auditTexts.text)})`,
    sql`${audit.actor} IN ${named}`,
    sql`${audit.objectId} IN ${named}`,
  )
}

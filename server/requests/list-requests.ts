import { and, asc, count, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { REQUEST_STATES } from '#core/workflow/states.ts'
import type { Reader } from '#db/client.ts'
import { people } from '#db/schema/people.ts'
import { requests } from '#db/schema/requests.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { visibleTo } from './find-request.ts'
import type { ListInput } from './inputs.ts'
import { situationReader } from './situation.ts'
import { requestSummary } from './summary.ts'
import type { RequestPage } from './views.ts'

/** One page of what this person may see. `total` counts all pages. */
export function listRequests(context: UseCaseContext, input: ListInput): RequestPage {
  const { actor, db } = context
  assertAllowed(actor, 'requests.list')
  const where = and(
    visibleTo(actor),
    input.mine ? eq(requests.ownerId, actor.id) : undefined,
    input.kind === undefined ? undefined : eq(requests.kind, input.kind),
    input.states?.length ? inArray(requests.state, input.states) : undefined,
    input.search?.trim() ? matches(db, input.search.trim().toLowerCase()) : undefined,
  )
  const total = db.select({ total: count() }).from(requests).where(where).get()?.total ?? 0
  const rows = db
    .select()
    .from(requests)
    .where(where)
    .orderBy(...orderOf(input.sort))
    .limit(input.pageSize)
    .offset((input.page - 1) * input.pageSize)
    .all()
  const situations = situationReader(context, actor)
  return { rows: rows.map((row) => requestSummary(situations.of(row))), total }
}

/** Every word is found somewhere: in id, title, ticket, environment, or the owner's name. */
function matches(db: Reader, search: string): SQL | undefined {
  const everybody = db.select({ id: people.id, name: people.name, user: people.user }).from(people).all()
  return and(
    ...search.split(/\s+/).map((word) => {
      const named = everybody.filter(({ name, user }) => `${name}\n${user}`.toLowerCase().includes(word))
      const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
      return or(
        sql`${requests.searchText} LIKE ${pattern} ESCAPE '\\'`,
        named.length > 0
          ? inArray(
              requests.ownerId,
              named.map(({ id }) => id),
            )
          : undefined,
      )
    }),
  )
}

/** The order of a request's life. */
const stateOrder = sql.join(
  [
    sql`CASE ${requests.state}`,
    ...REQUEST_STATES.map((state, position) => sql`WHEN ${state} THEN ${position}`),
    sql`END`,
  ],
  sql` `,
)

function orderOf(sort: ListInput['sort'] = { by: 'changed', direction: 'desc' }): SQL[] {
  const direct = sort.direction === 'asc' ? asc : desc
  const newest = desc(requests.number)
  switch (sort.by) {
    case 'changed':
      return [direct(requests.changedAt), newest]
    case 'id':
      return [direct(requests.number)]
    case 'title':
      return [direct(sql`lower(${requests.title})`), newest]
    case 'state':
      return [direct(stateOrder), newest]
    case 'window':
      // Requests without a window come last either way.
      return [asc(sql`${requests.windowStart} IS NULL`), direct(requests.windowStart), newest]
  }
}

import { eq, isNotNull } from 'drizzle-orm'
import { audit } from '#db/schema/audit.ts'
import { people } from '#db/schema/people.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import type { AuditFacets } from './views.ts'

/** What the filters of the log offer: kinds and people that it holds. */
export function auditFacets({ actor, db }: UseCaseContext): AuditFacets {
  assertAllowed(actor, 'audit.facets')
  const kinds = db.selectDistinct({ kind: audit.kind }).from(audit).orderBy(audit.kind).all()
  const actors = db
    .selectDistinct({ id: audit.actor, name: people.name })
    .from(audit)
    .leftJoin(people, eq(people.id, audit.actor))
    .where(isNotNull(audit.actor))
    .orderBy(people.name)
    .all()
  return {
    kinds: kinds.flatMap(({ kind }) => (kind === null ? [] : [kind])),
    actors: actors.flatMap(({ id, name }) => (id === null ? [] : [{ id, name: name ?? id }])),
  }
}

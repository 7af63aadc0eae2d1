import { and, eq } from 'drizzle-orm'
import { audit } from '#db/schema/audit.ts'
import { readEvents } from '#server/audit/read-events.ts'
import type { AuditEventView } from '#server/audit/views.ts'
import type { UseCaseContext } from '#server/context.ts'
import { findRequest } from './find-request.ts'

const MAX_EVENTS = 1000

/** Everything that the audit log holds about one request, newest first. Addresses are for auditors only. */
export function readHistory({ actor, db }: UseCaseContext, { id }: { id: string }): AuditEventView[] {
  findRequest(db, actor, id)
  const about = and(eq(audit.objectType, 'request'), eq(audit.objectId, id))
  const seesAddresses = actor.roles.includes('auditor') || actor.roles.includes('administrator')
  return readEvents(db, about, MAX_EVENTS).map((event) => (seesAddresses ? event : { ...event, address: null }))
}

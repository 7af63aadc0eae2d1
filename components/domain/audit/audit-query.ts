import { z } from 'zod'
import { dayStart } from './day-start.ts'

export const EVENTS_PER_PAGE = 50

type ObjectType = 'request' | 'person' | 'session' | 'signer'

const objectSchema = z
  .string()
  .max(80)
  .regex(/^(request|person|session|signer):[^\s:]{1,64}$/)
const eventNumber = z.coerce.number().int().min(0).nullable().catch(null)
const day = z.iso.date().nullable().catch(null)

/** Each part falls back by itself: an old link or a typing mistake in the address never breaks the page. */
const auditQuerySchema = z.strictObject({
  search: z.string().max(200).catch(''),
  kind: z
    .string()
    .regex(/^[a-z0-9.-]{1,100}$/)
    .nullable()
    .catch(null),
  actorId: z.string().min(1).max(64).nullable().catch(null),
  /** `request:MG-0001` */
  object: objectSchema.nullable().catch(null),
  outcome: z.enum(['done', 'refused']).nullable().catch(null),
  /** Calendar days by the reader's clock, both included. */
  from: day,
  to: day,
  /** Only events older than this number: where the list begins. */
  before: eventNumber,
  /** The event whose facts are shown. */
  event: eventNumber,
})
export type AuditQuery = z.infer<typeof auditQuerySchema>

/** The state of the audit page as its address says it. Never throws. */
export function parseAuditQuery(read: (name: string) => string | null | undefined): AuditQuery {
  return auditQuerySchema.parse({
    search: read('q') ?? '',
    kind: read('kind') ?? null,
    actorId: read('actor') ?? null,
    object: read('object') ?? null,
    outcome: read('outcome') ?? null,
    from: read('from') ?? null,
    to: read('to') ?? null,
    before: read('before') || null,
    event: read('event') || null,
  })
}

/** The address of an audit page: `?…`, or empty for the newest events of all kinds. */
export function writeAuditQuery(query: AuditQuery): string {
  const params = new URLSearchParams()
  const put = (name: string, value: string | number | null) => {
    if (value !== null && value !== '') params.set(name, String(value))
  }
  put('q', query.search)
  put('kind', query.kind)
  put('actor', query.actorId)
  put('object', query.object)
  put('outcome', query.outcome)
  put('from', query.from)
  put('to', query.to)
  put('before', query.before)
  put('event', query.event)
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

const FILTERS = { search: '', kind: null, actorId: null, object: null, outcome: null, from: null, to: null } as const

/** Something hides events; where the list begins and which event is open do not. */
export const isFiltered = (query: AuditQuery): boolean =>
  Object.entries(FILTERS).some(([name, empty]) => query[name as keyof typeof FILTERS] !== empty)

export const withoutFilters = (query: AuditQuery): AuditQuery => ({ ...query, ...FILTERS, before: null, event: null })

/** What the server is asked for; days become instants of the zone that the page shows. */
export function toAuditInput(query: AuditQuery, zone: string) {
  const [objectType, objectId] = query.object?.split(':') ?? []
  return {
    limit: EVENTS_PER_PAGE,
    ...(query.search.trim() === '' ? {} : { search: query.search.trim() }),
    ...(query.kind === null ? {} : { kinds: [query.kind] }),
    ...(query.actorId === null ? {} : { actorId: query.actorId }),
    ...(objectType === undefined ? {} : { objectType: objectType as ObjectType, ...(objectId ? { objectId } : {}) }),
    ...(query.outcome === null ? {} : { outcome: query.outcome }),
    ...(query.from === null ? {} : { from: dayStart(query.from, 0, zone) }),
    ...(query.to === null ? {} : { to: dayStart(query.to, 1, zone) }),
  }
}

import { z } from 'zod'

const MAX_EVENTS = 200
const instant = z.iso.datetime({ offset: true, error: 'This is not an instant such as 2026-11-28T21:00:00Z.' })

export const listAuditInput = z.strictObject({
  /** Number of an event: only older ones. */
  before: z.optional(z.int().min(0)),
  limit: z.int().min(1).max(MAX_EVENTS).default(50),
  kinds: z.optional(z.array(z.string().max(100)).max(100)),
  actorId: z.optional(z.string().max(64)),
  objectType: z.optional(z.enum(['request', 'person', 'session', 'signer'])),
  objectId: z.optional(z.string().max(64)),
  outcome: z.optional(z.enum(['done', 'refused'])),
  /** At or after. */
  from: z.optional(instant),
  /** Before. */
  to: z.optional(instant),
  search: z.optional(z.string().max(200)),
})
export type ListAuditInput = z.infer<typeof listAuditInput>

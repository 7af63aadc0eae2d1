import { z } from 'zod'
import { digest, requestId, targetName } from '#core/statement/schemas.ts'
import { REQUEST_STATES } from '#core/workflow/states.ts'
import { draftCaseSchema } from './stored.ts'

const version = z.int().min(1)
const revision = z.optional(z.int().min(1))
const reason = z
  .string()
  .trim()
  .min(1, { error: 'Say what must change: the requester reads it.' })
  .max(2000)
  .refine((text) => text.isWellFormed(), { error: 'The text holds a character that is cut in half.' })

export const createInput = z.strictObject({ title: z.optional(z.string().max(200)) })
/** `from`: a signed conversion, or null for the small form. */
export const createPasswordUpdateInput = z.strictObject({
  from: z.nullable(requestId),
  title: z.optional(z.string().max(200)),
})
export const requestInput = z.strictObject({ id: requestId })
export const draftInput = z.strictObject({ id: requestId, version })
export const viewInput = z.strictObject({ id: requestId, revision })
export const saveDraftInput = z.strictObject({
  id: requestId,
  version,
  /** Judged by `core/environment/parse.ts`, which names field, rule and remedy. */
  environment: z.unknown(),
  case: draftCaseSchema,
})
export const fileInput = z.strictObject({
  id: requestId,
  revision,
  target: targetName,
  path: z.string().min(1).max(240),
})
export const ticketInput = z.strictObject({
  id: requestId,
  planDigest: digest,
  action: z.enum(['submit', 'decide', 'withdraw', 'recall']),
})
export const requestChangesInput = z.strictObject({ id: requestId, planDigest: digest, reason })
export const listInput = z.strictObject({
  search: z.optional(z.string().max(200)),
  states: z.optional(z.array(z.enum(REQUEST_STATES)).max(REQUEST_STATES.length)),
  mine: z.optional(z.boolean()),
  kind: z.optional(z.enum(['conversion', 'password-update'])),
  sort: z.optional(
    z.strictObject({
      by: z.enum(['changed', 'id', 'title', 'state', 'window']),
      direction: z.enum(['asc', 'desc']),
    }),
  ),
  page: z.int().min(1).max(1_000_000).default(1),
  pageSize: z.int().min(1).max(100).default(25),
})

export type CreatePasswordUpdateInput = z.infer<typeof createPasswordUpdateInput>
export type SaveDraftInput = z.infer<typeof saveDraftInput>
export type ListInput = z.infer<typeof listInput>
export type TicketInput = z.infer<typeof ticketInput>
export type RequestChangesInput = z.infer<typeof requestChangesInput>

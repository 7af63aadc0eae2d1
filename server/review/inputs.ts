import { z } from 'zod'
import { requestId, targetName } from '#core/statement/schemas.ts'

const MAX_COMMENT = 4_000
const text = z
  .string()
  .trim()
  .min(1, { error: 'Write something first.' })
  .max(MAX_COMMENT, { error: `A comment has up to ${MAX_COMMENT} characters.` })
  .refine((value) => value.isWellFormed(), { error: 'The text holds a character that is cut in half.' })
const revision = z.int().min(1)
export const threadId = z.string().regex(/^t-[0-9a-f]{16}$/)

const place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('request') }),
  z.strictObject({
    kind: z.literal('field'),
    path: z
      .string()
      .regex(/^(\/.*)?$/)
      .max(500),
  }),
  z.strictObject({ kind: z.literal('step'), step: z.string().min(1).max(200) }),
  z.strictObject({
    kind: z.literal('line'),
    target: targetName,
    path: z.string().min(1).max(240),
    line: z.int().min(1).max(1_000_000),
  }),
])

export const threadsInput = z.strictObject({ id: requestId, revision: z.optional(revision) })
export const openInput = z.strictObject({ id: requestId, revision, place, text })
export const replyInput = z.strictObject({ id: requestId, threadId, text })
export const resolveInput = z.strictObject({ id: requestId, threadId, resolved: z.boolean() })

export type OpenInput = z.infer<typeof openInput>
export type ReplyInput = z.infer<typeof replyInput>
export type ResolveInput = z.infer<typeof resolveInput>

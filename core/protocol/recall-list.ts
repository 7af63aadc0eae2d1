import { z } from 'zod'
import { digest, requestId } from '#core/statement/schemas.ts'

const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/)

/** Why a signed plan must not be carried out any more. `superseded`: a newer revision of the same request was signed. */
export const recallReason = z.enum(['decision', 'superseded'])

/**
 * What the signer takes back, as canonical JSON inside a CMS signature by its key (`recall-list.p7m`). `seq` is the journal's number of
 * the last recall, 0 without one: it never falls, so a reader that remembers it notices an older list.
 */
export const recallListSchema = z.strictObject({
  type: z.literal('mim-gmsa/recall-list/1'),
  genesis: digest,
  seq: z.int().min(0),
  issuedAt: instant,
  nextUpdate: instant,
  recalled: z
    .array(
      z.strictObject({
        planDigest: digest,
        requestId,
        revision: z.int().min(0),
        at: instant,
        reason: recallReason,
      }),
    )
    .max(100_000),
})
export type RecallList = z.infer<typeof recallListSchema>
export type RecallReason = z.infer<typeof recallReason>

/** Answer of `GET /v1/recall-list`: the signed file as base64, and what it says of its age. */
export const recallAnswerSchema = z.strictObject({
  seq: z.int().min(0),
  issuedAt: instant,
  nextUpdate: instant,
  base64: z.string(),
})
export type RecallAnswer = z.infer<typeof recallAnswerSchema>

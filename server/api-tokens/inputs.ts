import { z } from 'zod'
import { SCOPE_NAMES } from '#core/access/scopes.ts'
import { personId } from '#core/statement/schemas.ts'
import { fullName } from '#server/people/inputs.ts'

export const createTokenInput = z.strictObject({
  personId,
  name: fullName,
  scopes: z
    .array(z.enum(SCOPE_NAMES))
    .min(1, { error: 'At least one scope is needed.' })
    .max(SCOPE_NAMES.length)
    .refine((list) => new Set(list).size === list.length, { error: 'A scope is named twice.' }),
  days: z
    .int({ error: 'Days: a whole number.' })
    .min(1, { error: 'At least one day.' })
    .max(365, { error: 'At most 365 days.' }),
})
export type CreateTokenInput = z.infer<typeof createTokenInput>
export const tokenInput = z.strictObject({
  tokenId: z.string().regex(/^t-[0-9a-z]{10}$/, { error: 'This is not the id of a token.' }),
})

import { z } from 'zod'
import { environmentSchema } from '#core/environment/environment.ts'
import { caseSchema } from '#core/statement/schemas.ts'

/** A draft as it may be kept: unlike what is submitted, its title may still be empty. */
export const draftSchema = z.strictObject({
  environment: environmentSchema,
  case: caseSchema.extend({ title: z.string().max(200) }),
})

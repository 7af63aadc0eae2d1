import { z } from 'zod'
import { MAX_DISCOVERY_FILES } from '#core/discovery/schema.ts'
import { requestId } from '#core/statement/schemas.ts'

const revision = z.int().min(1)

/** The bytes are judged by `core/discovery/parse.ts`, which names file, field, rule and remedy. */
export const filesInput = z.strictObject({
  id: requestId,
  files: z
    .array(z.strictObject({ name: z.string().max(255), text: z.string() }))
    .min(1)
    .max(MAX_DISCOVERY_FILES),
})
export const sourcesInput = z.strictObject({ id: requestId, revision: z.optional(revision) })
export const driftsInput = z.strictObject({ id: requestId })
export const driftInput = z.strictObject({ id: requestId, number: z.int().min(1) })

export type FilesInput = z.infer<typeof filesInput>

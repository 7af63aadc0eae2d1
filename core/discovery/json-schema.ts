import { z } from 'zod'
import { discoverySchema } from './schema.ts'

/** JSON Schema (draft 2020-12) of a discovery file, as `public/schemas/discovery-1.json` publishes it. */
export function discoveryJsonSchema(): Record<string, unknown> {
  const { $schema, ...body } = z.toJSONSchema(discoverySchema, { target: 'draft-2020-12' }) as Record<string, unknown>
  return {
    $schema,
    $id: 'urn:mim-gmsa:discovery:1',
    title: 'MIM discovery',
    description:
      'What one run of Get-MimGmsaEnvironment.ps1 found. Each fact is found (with its value), absent (looked for with sufficient rights) or unknown (with the reason).',
    ...body,
  }
}

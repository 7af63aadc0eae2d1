import type { z } from 'zod'
import { canonicalJson } from '#core/bytes/canonical-json.ts'

/**
 * What a text in the journal proves something with: canonical JSON (RFC 8785) of this shape, and nothing beside it. Null for every
 * other text.
 */
export function readEvidence<T>(schema: z.ZodType<T>, evidence: string): T | null {
  const parsed = schema.safeParse(readJson(evidence))
  return parsed.success && canonicalJson(parsed.data) === evidence ? parsed.data : null
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

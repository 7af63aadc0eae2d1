import { z } from 'zod'
import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import type { Finding } from '#core/findings/finding.ts'
import { type Policy, policySchema } from '#core/protocol/protocol.ts'
import { type Case, caseSchema, digest, targetName } from '#core/statement/schemas.ts'
import { REQUEST_STATES, type RequestState } from '#core/workflow/states.ts'
import type { RequestSummary } from './views.ts'

// Every JSON column comes back through one of these.

/** A draft may still lack its title, and the reason of an acknowledgement that somebody is typing. */
export const draftCaseSchema = caseSchema.extend({
  title: z.string().max(200),
  acknowledgements: z
    .array(z.strictObject({ ruleId: z.string().max(10), path: z.string().max(500), reason: z.string().max(1000) }))
    .max(500),
})

const windowSchema = z.nullable(
  z.strictObject({ notBefore: z.string(), notAfter: z.string(), timeZone: z.string() }),
) satisfies z.ZodType<RequestSummary['window']>

const findingSchema = z.strictObject({
  ruleId: z.string(),
  severity: z.enum(['error', 'warning', 'information']),
  path: z.string(),
  message: z.string(),
  source: z.string(),
  fix: z.optional(
    z.strictObject({ label: z.string(), path: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }),
  ),
})

const reachedSchema = z.partialRecord(z.enum(REQUEST_STATES), z.string())
const manifestsSchema = z.record(targetName, digest)

export const storedEnvironment = (text: string): Environment => environmentSchema.parse(JSON.parse(text))
export const storedDraftCase = (text: string): Case => draftCaseSchema.parse(JSON.parse(text))
export const storedCase = (text: string): Case => caseSchema.parse(JSON.parse(text))
export const storedPolicy = (text: string): Policy => policySchema.parse(JSON.parse(text))
export const storedWindow = (text: string): RequestSummary['window'] => windowSchema.parse(JSON.parse(text))
export const storedFindings = (text: string): Finding[] => z.array(findingSchema).parse(JSON.parse(text)) as Finding[]
export const storedReached = (text: string): Partial<Record<RequestState, string>> =>
  reachedSchema.parse(JSON.parse(text))
export const storedManifests = (text: string): Record<string, string> => manifestsSchema.parse(JSON.parse(text))

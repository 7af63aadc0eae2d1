import { z } from 'zod'
import { requestId, requestKind } from '#core/statement/schemas.ts'
import { REQUEST_STATES } from '#core/workflow/states.ts'
import { draftCaseSchema } from '#server/requests/stored.ts'

const person = z.strictObject({ id: z.string(), name: z.string() })
const version = z.int().min(1)
const digest = z.string().regex(/^[0-9a-f]{64}$/)

/** Judged by the schema of the environment, which has its own document (`/schemas/environment-1.json`). */
export const environmentSlot = z.unknown().meta({ id: 'Environment' })
const caseOfDraft = draftCaseSchema

export const findingShape = z
  .strictObject({
    ruleId: z.string(),
    severity: z.enum(['error', 'warning', 'information']),
    path: z.string().meta({ description: 'JSON Pointer (RFC 6901) into the environment' }),
    message: z.string(),
    source: z.string(),
    fix: z.optional(
      z.strictObject({ label: z.string(), path: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }),
    ),
  })
  .meta({ id: 'Finding' })

export const requestShape = z
  .strictObject({
    id: requestId,
    kind: requestKind,
    title: z.string(),
    environmentName: z.string(),
    state: z.enum(REQUEST_STATES),
    revision: z.int(),
    owner: person,
    createdAt: z.string(),
    changedAt: z.string(),
    next: z.string().meta({ description: 'What happens next and by whom, one sentence' }),
    errors: z.int(),
    warnings: z.int(),
    targets: z.nullable(z.int()),
  })
  .meta({ id: 'Request' })

export const requestDetails = z
  .strictObject({
    ...requestShape.omit({ errors: true, warnings: true, targets: true, environmentName: true }).shape,
    ticket: z.string(),
    revisions: z.array(
      z.strictObject({
        revision: z.int(),
        outcome: z.enum(['draft', 'submitted', 'approved', 'signed', 'recalled', 'closed']),
        planDigest: z.nullable(digest),
        frozenAt: z.nullable(z.string()),
        recalledAt: z.nullable(z.string()),
      }),
    ),
    targets: z.array(z.string()),
    findings: z.array(findingShape),
    decisions: z.array(z.strictObject({ at: z.string(), person, decision: z.string(), counts: z.boolean() })),
    signedAt: z.nullable(z.string()),
  })
  .meta({ id: 'RequestDetails' })

export const requestPage = z.strictObject({ rows: z.array(requestShape), total: z.int() }).meta({ id: 'RequestPage' })

export const draftShape = z
  .strictObject({
    id: requestId,
    revision: z.int(),
    version: version.meta({
      description: 'Send it along with the next save; who saved first wins, the other gets 409',
    }),
    environment: environmentSlot,
    case: caseOfDraft,
    findings: z.array(findingShape),
  })
  .meta({ id: 'Draft' })

export const draftBody = z.strictObject({ environment: environmentSlot, case: caseOfDraft })
export const saveBody = z.strictObject({ version, ...draftBody.shape })
export const validateBody = z.strictObject({ environment: environmentSlot })
export const findingsShape = z
  .strictObject({ asOf: z.string(), findings: z.array(findingShape) })
  .meta({ id: 'Findings' })

export const idParams = z.strictObject({ id: requestId })

export const auditPage = z
  .strictObject({
    rows: z.array(
      z.strictObject({
        seq: z.int(),
        at: z.string(),
        kind: z.string(),
        outcome: z.enum(['done', 'refused']),
        actor: z.nullable(person),
        object: z.nullable(z.strictObject({ type: z.string(), id: z.string() })),
        address: z.nullable(z.string()),
        summary: z.string(),
        details: z.record(z.string(), z.unknown()),
        leaf: digest,
      }),
    ),
    nextBefore: z.nullable(z.int()),
    total: z.int(),
  })
  .meta({ id: 'AuditPage' })

/** RFC 9457. */
export const problemShape = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    issues: z.optional(z.array(z.strictObject({ path: z.string(), message: z.string() }))),
  })
  .meta({ id: 'Problem' })

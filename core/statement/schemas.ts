import { z } from 'zod'

/** Lower-case hex SHA-256. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/)
export const requestId = z.string().regex(/^MG-[0-9]{4,9}$/)
export const mode = z.enum(['demo', 'production'])
export const requestKind = z.enum(['conversion', 'password-update'])
/** `directory`, `client`, or a host name in capitals, followed by `.NETBIOS` when there are several domains. */
export const targetName = z.string().regex(/^(directory|client|[A-Z0-9][A-Z0-9_-]{0,14}(\.[A-Z0-9][A-Z0-9_-]{0,14})?)$/)
export const personId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
const utcDay = z.iso.date()
const utcInstant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)

export const fileEntry = z.strictObject({ path: z.string().min(1).max(240), bytes: z.int().min(0), sha256: digest })

/** Every file of one bundle before signing, except the closed set that the signer writes (design, section 4). */
export const targetStatementSchema = z.strictObject({
  type: z.literal('mim-gmsa/target-statement/1'),
  target: targetName,
  kind: z.enum(['directory', 'client', 'mim', 'sql']),
  fqdn: z.string().max(255),
  recipientCertificateSha256: z.optional(digest),
  files: z.array(fileEntry).min(1).max(10_000),
})

export const windowStatement = z.strictObject({ group: z.string(), notBefore: utcInstant, notAfter: utcInstant })

/** The bytes that people approve. Its SHA-256 over JCS bytes is the plan digest. */
export const planStatementSchema = z.strictObject({
  type: z.literal('mim-gmsa/plan-statement/1'),
  genesis: digest,
  requestId,
  revision: z.int().min(0),
  kind: requestKind,
  mode,
  asOf: utcDay,
  requester: personId,
  environmentSha256: digest,
  caseSha256: digest,
  ciphertextsSha256: digest,
  generator: z.strictObject({ name: z.literal('mim-gmsa'), version: z.string(), sourceSha256: digest }),
  policy: z.strictObject({ id: z.string(), version: z.int().min(1), sha256: digest }),
  windows: z.array(windowStatement),
  targetCount: z.int().min(1),
  targetsRoot: digest,
})

export const inclusionProofSchema = z.strictObject({
  type: z.literal('mim-gmsa/inclusion-proof/1'),
  planDigest: digest,
  index: z.int().min(0),
  size: z.int().min(1),
  hashes: z.array(digest).max(64),
})

export const decisionKind = z.enum(['submit', 'approve', 'reject', 'withdraw', 'recall'])

/** One person's word on one plan digest. */
export const decisionSchema = z.strictObject({
  type: z.literal('mim-gmsa/decision/1'),
  genesis: digest,
  planDigest: digest,
  decision: decisionKind,
  person: personId,
  method: z.enum(['passkey', 'sign-in']),
  credentialId: z.nullable(z.string().max(1024)),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/),
  notAfter: utcInstant,
  commentSha256: z.nullable(digest),
})

/** What the approvers' comment and the requester's case are: free text that travels beside the environment. */
export const caseSchema = z.strictObject({
  title: z.string().min(1).max(200),
  ticket: z.string().max(100),
  acknowledgements: z
    .array(
      z.strictObject({ ruleId: z.string().max(10), path: z.string().max(500), reason: z.string().min(1).max(1000) }),
    )
    .max(500),
})

/** Bundle manifest: every other file of the bundle. `unsignedSha256` only for files that carry an Authenticode block. */
export const manifestSchema = z.strictObject({
  type: z.literal('mim-gmsa/manifest/1'),
  genesis: digest,
  planDigest: digest,
  requestId,
  revision: z.int().min(0),
  mode,
  target: targetName,
  files: z.array(fileEntry.extend({ unsignedSha256: z.optional(digest) })),
})

export type PlanStatement = z.infer<typeof planStatementSchema>
export type TargetStatement = z.infer<typeof targetStatementSchema>
export type InclusionProof = z.infer<typeof inclusionProofSchema>
export type Decision = z.infer<typeof decisionSchema>
export type DecisionKind = z.infer<typeof decisionKind>
export type Case = z.infer<typeof caseSchema>
export type Manifest = z.infer<typeof manifestSchema>
export type Mode = z.infer<typeof mode>
export type RequestKind = z.infer<typeof requestKind>

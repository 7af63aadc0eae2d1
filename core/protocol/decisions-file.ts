import { z } from 'zod'
import { decisionSchema, digest, personId } from '#core/statement/schemas.ts'
import { journalEntrySchema, policySchema, signerPersonSchema } from './protocol.ts'
import { credentialSchema } from './trust.ts'

const genesisEntry = journalEntrySchema.refine((entry) => entry.kind === 'genesis', {
  error: 'must be the genesis entry',
})

/**
 * `decisions.json` of a bundle: what must be known to judge offline that enough people approved. The genesis is the journal's
 * first line, whose SHA-256 stands in the plan statement; people carry only the groups that the policy asks for.
 */
export const decisionsFileSchema = z.strictObject({
  type: z.literal('mim-gmsa/decisions/1'),
  planDigest: digest,
  genesis: genesisEntry,
  policy: policySchema,
  people: z.array(signerPersonSchema).max(100),
  /** Everybody who wrote in the request: none of them fills a seat. */
  authors: z.array(personId).min(1).max(200),
  /** Passkeys that the decisions were made with. */
  credentials: z.array(credentialSchema).max(200),
  /** In the order of the journal. `at` is the signer's clock; `evidence` as in the journal. */
  decisions: z
    .array(
      z.strictObject({
        seq: z.int().min(1),
        at: z.string(),
        decision: decisionSchema,
        evidence: z.string().max(20_000),
      }),
    )
    .max(1000),
})
export type DecisionsFile = z.infer<typeof decisionsFileSchema>

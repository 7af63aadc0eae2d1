import { z } from 'zod'
import { environmentSchema } from '#core/environment/environment.ts'
import {
  caseSchema,
  decisionSchema,
  digest,
  fileEntry,
  mode,
  personId,
  planStatementSchema,
  requestId,
  requestKind,
  targetName,
} from '#core/statement/schemas.ts'
import { recallReason } from './recall-list.ts'
import { assertionSchema, consentSchema, credentialSchema } from './trust.ts'

/**
 * What web and signer say to one another. API: loopback listener, header `Authorization: Bearer TOKEN` (token file), JSON.
 * Errors: `{ error: { code, message } }` with the code of `core/errors`.
 *
 * GET  /v1/status                      -> statusSchema
 * POST /v1/submissions                 submissionSchema -> { planDigest }   idempotent; 422 with the reason when bytes differ
 * GET  /v1/journal?after=SEQ&wait=SECONDS -> journalPageSchema              long poll
 * POST /v1/sign   { planDigest }       -> signedSchema                     idempotent; 409 without quorum
 * GET  /v1/bundles/DIGEST/TARGET       -> bundleFilesSchema                 what differs from, or is added to, the unsigned files
 * GET  /v1/recall-list               -> recallAnswerSchema                signed list of what was taken back
 * POST /v1/close  { planDigest, reason } -> { closed: true }               idempotent
 * POST /v1/leave  { person }           -> { left: true }                 ends that person's sessions on the pages
 *
 * POST /v1/secret-orders  secretOrderSchema -> { orderSha256 }               what a person is led to enter; kept in memory only
 * GET  /v1/secrets/SHA256              -> storedSecretSchema               a ciphertext that somebody entered; 410 once erased
 * POST /v1/secrets/erase { requestId, reason } -> { erased: true }          idempotent
 *
 * Pages (own origin): POST /enter (form field `token`: a demo ticket) -> 303 /decide/DIGEST; GET /decide/DIGEST;
 * GET /decide/DIGEST/files/TARGET/PATH; POST /decide/DIGEST (decision form).
 * POST /secret (form field `token`: a demo ticket for an order) -> 303 /secret/DIGEST; GET and POST /secret/DIGEST;
 * POST /secret/DIGEST/confirm (production).
 */
/** What makes a plan more dangerous than its kind says; derived from its content by `core/policy/derive-risks.ts`. */
export const riskSchema = z.enum(['pam', 'unconstrained-delegation', 'acknowledged-warnings', 'secrets'])
export type Risk = z.infer<typeof riskSchema>

export const policySchema = z.strictObject({
  type: z.literal('mim-gmsa/policy/1'),
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  version: z.int().min(1),
  kind: requestKind,
  title: z.string().max(200),
  groups: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]{1,40}$/),
        title: z.string().max(100),
        count: z.int().min(1).max(9),
      }),
    )
    .min(1)
    .max(9),
  validDays: z.int().min(1).max(365),
  /** Passkeys that a provider copies between devices (backup-eligible, WebAuthn 6.1.3) count too. */
  allowSyncedPasskeys: z.boolean(),
  /** A plan is judged by the policy of its kind that covers all of its risks and the fewest others (`core/policy`). */
  covers: z.array(riskSchema).max(4),
  /** Hours between the last approval that was needed and the signature. */
  coolingOffHours: z.int().min(0).max(720),
  /** The request names a change ticket. */
  ticketRequired: z.boolean(),
})
export type Policy = z.infer<typeof policySchema>

export const signerPersonSchema = z.strictObject({
  id: personId,
  name: z.string().max(200),
  groups: z.array(z.string()).max(50),
  active: z.boolean(),
})
export type SignerPerson = z.infer<typeof signerPersonSchema>

/** The signing key as the signer's console shows it; `encrypted` is about the key's file. */
export const signingKeySchema = z.strictObject({
  certificateSha256: digest,
  subject: z.string(),
  notBefore: z.string(),
  notAfter: z.string(),
  /** Subjects of the issuers, up to the root; empty when it is self-signed. */
  chain: z.array(z.string()),
  encrypted: z.boolean(),
  /** SHA-256 of certificates that signed before: their bundles stay verifiable. */
  retired: z.array(digest),
})

/** A passkey as the portal shows it. */
export const passkeySchema = z.strictObject({
  id: z.string(),
  person: personId,
  label: z.string(),
  synced: z.boolean(),
  addedAt: z.string(),
  revokedAt: z.nullable(z.string()),
})
export type Passkey = z.infer<typeof passkeySchema>

export const statusSchema = z.strictObject({
  initialised: z.boolean(),
  mode,
  genesis: z.nullable(digest),
  generator: z.strictObject({ name: z.literal('mim-gmsa'), version: z.string(), sourceSha256: digest }),
  journalSize: z.int().min(0),
  policies: z.array(policySchema),
  people: z.array(signerPersonSchema),
  /** Every passkey that was ever enrolled, oldest first. */
  passkeys: z.array(passkeySchema),
  certificateSha256: z.nullable(digest),
  certificateNotAfter: z.nullable(z.string()),
  key: z.nullable(signingKeySchema),
  pagesOrigin: z.string(),
})
export type SignerStatus = z.infer<typeof statusSchema>

/** `mim-gmsa-cms/1` in text armour, and SHA-256 of the certificate that it is for. */
export const ciphertextSchema = z.strictObject({
  cms: z.string().max(20_000),
  recipientCertificateSha256: digest,
})
export type Ciphertext = z.infer<typeof ciphertextSchema>

/** The generator's input, as bytes travel: the signer regenerates everything from it. */
export const generatorInputSchema = z.strictObject({
  requestId,
  revision: z.int().min(0),
  kind: requestKind,
  mode,
  asOf: z.iso.date(),
  requester: personId,
  environment: environmentSchema,
  case: caseSchema,
  /** Target to the secret that was encrypted for its server (docs/exchange-secret.md). */
  ciphertexts: z.record(targetName, ciphertextSchema),
})
export type GeneratorInput = z.infer<typeof generatorInputSchema>

export const submissionSchema = z.strictObject({
  type: z.literal('mim-gmsa/submission/1'),
  input: generatorInputSchema,
  /** Everybody who wrote in this revision, the requester too, sorted. None of them may decide on it. */
  authors: z.array(personId).min(1).max(200),
  planStatement: planStatementSchema,
})
export type Submission = z.infer<typeof submissionSchema>

/** Whom a secret is for; all of it is bound into the ciphertext (docs/exchange-secret.md). */
export const secretPlaceSchema = z.strictObject({
  target: targetName,
  host: z.string().min(1).max(255),
  account: z.string().min(1).max(300),
})
export type SecretPlace = z.infer<typeof secretPlaceSchema>

/** What the portal asks the signer to let a person enter: the secret of one draft, for each of its servers. */
export const secretOrderSchema = z.strictObject({
  type: z.literal('mim-gmsa/secret-order/1'),
  genesis: digest,
  requestId,
  title: z.string().max(200),
  places: z
    .array(
      secretPlaceSchema.extend({
        /** DER in base64 of the certificate that was used last time; the person still compares it with the host. */
        certificate: z.nullable(
          z
            .string()
            .regex(/^[A-Za-z0-9+/]+={0,2}$/)
            .max(16_000),
        ),
      }),
    )
    .min(1)
    .max(50),
})
export type SecretOrder = z.infer<typeof secretOrderSchema>

/** What the person's passkey agrees to in production: exactly the ciphertexts that were handed over. Its JCS bytes are what is signed. */
export const secretEntrySchema = z.strictObject({
  type: z.literal('mim-gmsa/secret-entry/1'),
  genesis: digest,
  requestId,
  person: personId,
  credentialId: z.string().max(1024),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/),
  secrets: z
    .array(
      secretPlaceSchema.extend({
        origin: z.enum(['typed', 'file']),
        cmsSha256: digest,
        recipientCertificateSha256: digest,
      }),
    )
    .min(1)
    .max(50),
})
export type SecretEntry = z.infer<typeof secretEntrySchema>

/** Evidence of an entry in production, as canonical JSON in the journal. */
export const secretEvidenceSchema = z.strictObject({ entry: secretEntrySchema, assertion: assertionSchema })
export type SecretEvidence = z.infer<typeof secretEvidenceSchema>

/** A ciphertext as the signer keeps it until it is erased. */
export const storedSecretSchema = z.strictObject({ cms: z.string().max(20_000), certificate: z.string().max(16_000) })
export type StoredSecret = z.infer<typeof storedSecretSchema>

const changeBase = {
  type: z.literal('mim-gmsa/trust-change/1'),
  genesis: digest,
  nonce: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/),
}

/**
 * What trustees agree on. `set-person`, `add-credential` and `set-policy` need two trustees who are not its subject; `revoke-credential`
 * and `restrict-person` (fewer groups, or no longer active) need one.
 */
export const trustChangeSchema = z.discriminatedUnion('action', [
  z.strictObject({ ...changeBase, action: z.literal('set-person'), person: signerPersonSchema }),
  z.strictObject({ ...changeBase, action: z.literal('add-credential'), credential: credentialSchema }),
  z.strictObject({ ...changeBase, action: z.literal('set-policy'), policy: policySchema }),
  z.strictObject({ ...changeBase, action: z.literal('revoke-credential'), credentialId: z.string().max(1024) }),
  z.strictObject({ ...changeBase, action: z.literal('restrict-person'), person: signerPersonSchema }),
])
export type TrustChange = z.infer<typeof trustChangeSchema>

const entryBase = { seq: z.int().min(0), at: z.string(), previous: z.nullable(digest) }

/** Journal entries, append-only and hash-chained: `previous` is the SHA-256 of the previous line's JCS bytes; line 0 is the genesis. */
export const journalEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('genesis'),
    mode,
    nonce: z.string(),
    /** Demo only: raw Ed25519 key (base64url) of the portal that vouches for signed-in people. */
    portalKey: z.nullable(z.string()),
    certificateSha256: z.nullable(digest),
    /** Production only: where people decide (exact origin; its host is the RP id) and who was there when it was founded. */
    trust: z.optional(
      z.strictObject({
        origin: z.string().max(300),
        trustees: z
          .array(z.strictObject({ person: signerPersonSchema, credential: credentialSchema }))
          .min(2)
          .max(9),
      }),
    ),
  }),
  /** Demo only: production knows people by its genesis and by `change`. */
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('person'),
    person: signerPersonSchema,
  }),
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('policy'),
    policy: policySchema,
  }),
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('submission'),
    planDigest: digest,
    requestId,
    revision: z.int().min(0),
    requester: personId,
    authors: z.array(personId).min(1).max(200),
    /** Pinned: what was set later changes nothing for this plan. */
    policy: z.strictObject({ id: policySchema.shape.id, version: policySchema.shape.version }),
    submissionSha256: digest,
  }),
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('decision'),
    decision: decisionSchema,
    /** Free text of the decision; its SHA-256 stands in the decision. */
    comment: z.nullable(z.string().max(2000)),
    /** For `sign-in`: the portal's ticket as received. For `passkey`: the assertion. */
    evidence: z.string().max(20_000),
  }),
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('closed'),
    planDigest: digest,
    reason: z.string().max(500),
  }),
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('quorum'),
    planDigest: digest,
  }),
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('signed'),
    planDigest: digest,
    manifests: z.record(targetName, digest),
  }),
  /** Production only: trustees changed people, passkeys or policies. Everything that proves it travels along. */
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('change'),
    change: trustChangeSchema,
    consents: z
      .array(z.strictObject({ consent: consentSchema, assertion: assertionSchema }))
      .min(1)
      .max(9),
  }),
  /** A signing key was installed. `retires` is the one that signed until now. */
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('key'),
    certificateSha256: digest,
    notAfter: z.string(),
    retires: z.nullable(digest),
  }),
  /** A signed plan was taken back: by a decision, or because revision `by` replaced it. */
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('recalled'),
    planDigest: digest,
    reason: recallReason,
    by: z.nullable(digest),
  }),
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('secret'),
    requestId,
    ...secretPlaceSchema.shape,
    person: personId,
    /** `typed` on the signer's page, or a `file` that was encrypted elsewhere. */
    origin: z.enum(['typed', 'file']),
    /** SHA-256 of the ciphertext's text. The ciphertext itself never stands in the journal: it can be erased. */
    cmsSha256: digest,
    recipientCertificateSha256: digest,
    /** Demo: the portal's ticket as received; the order that it names is its plan digest. Production: `secretEvidenceSchema`. */
    evidence: z.string().max(80_000),
  }),
  z.strictObject({
    ...entryBase,
    type: z.literal('mim-gmsa/journal/1'),
    kind: z.literal('secrets-erased'),
    requestId,
    reason: z.string().max(500),
  }),
])
export type JournalEntry = z.infer<typeof journalEntrySchema>

export const journalPageSchema = z.strictObject({
  size: z.int().min(0),
  entries: z.array(z.strictObject({ sha256: digest, entry: journalEntrySchema })),
})

export const signedSchema = z.strictObject({ planDigest: digest, manifests: z.record(targetName, digest) })

/** Files of one bundle as the signer wrote them; every other file is the unsigned one. */
export const bundleFilesSchema = z.strictObject({
  planDigest: digest,
  target: targetName,
  files: z.array(fileEntry.extend({ base64: z.string() })),
})

/** Demo only: the portal's word for a signed-in person, single use. `signature` is Ed25519 over the JCS bytes of `ticket`. */
export const ticketSchema = z.strictObject({
  type: z.literal('mim-gmsa/ticket/1'),
  genesis: digest,
  person: personId,
  planDigest: digest,
  /** `submit`, `withdraw`: the requester. `decide`: approve or reject. `recall`: the requester or who may decide. */
  /** `secret`: enter the secret of the order whose SHA-256 stands in `planDigest`. */
  action: z.enum(['submit', 'decide', 'withdraw', 'recall', 'secret']),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/),
  notAfter: z.string(),
})
export const signedTicketSchema = z.strictObject({ ticket: ticketSchema, signature: z.string() })
export type Ticket = z.infer<typeof ticketSchema>
export type SignedTicket = z.infer<typeof signedTicketSchema>

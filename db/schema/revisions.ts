import { foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { blobs } from '#db/schema/blobs.ts'
import { requests } from '#db/schema/requests.ts'

/** A revision that was generated. What people decide on is never changed; only outcome and what follows it are. */
export const revisions = sqliteTable(
  'revisions',
  {
    requestId: text('request_id')
      .notNull()
      .references(() => requests.id),
    revision: integer('revision').notNull(),
    environment: text('environment').notNull(),
    case: text('case_json').notNull(),
    asOf: text('as_of').notNull(),
    /** JSON, as it was pinned. */
    policy: text('policy').notNull(),
    planDigest: text('plan_digest').notNull().unique(),
    /** SHA-256 of stored bytes: the plan statement itself, and the plan as JSON. */
    statementSha256: text('statement_sha256')
      .notNull()
      .references(() => blobs.sha256),
    planSha256: text('plan_sha256')
      .notNull()
      .references(() => blobs.sha256),
    /** JSON: what the rules said when it was frozen. */
    findings: text('findings').notNull(),
    /** `prepared`: generated, and nobody has submitted it. */
    outcome: text('outcome', { enum: ['prepared', 'submitted', 'approved', 'signed', 'recalled', 'closed'] }).notNull(),
    preparedAt: text('prepared_at').notNull(),
    submittedAt: text('submitted_at'),
    signedAt: text('signed_at'),
    closedReason: text('closed_reason'),
    recalledAt: text('recalled_at'),
    /** `decision`: somebody recalled it; `superseded`: a newer revision was signed. */
    recallReason: text('recall_reason', { enum: ['decision', 'superseded'] }),
    /** JSON: target to the SHA-256 of its signed manifest. */
    manifests: text('manifests'),
    /** Why the signer does not sign although enough people approved. */
    signingProblem: text('signing_problem'),
  },
  (table) => [primaryKey({ columns: [table.requestId, table.revision] })],
)

/** Where a revision is carried out. */
export const revisionTargets = sqliteTable(
  'revision_targets',
  {
    requestId: text('request_id').notNull(),
    revision: integer('revision').notNull(),
    target: text('target').notNull(),
    kind: text('kind', { enum: ['directory', 'client', 'mim', 'sql'] }).notNull(),
    fqdn: text('fqdn').notNull(),
    summary: text('summary').notNull(),
    steps: integer('steps').notNull(),
    minutes: integer('minutes').notNull(),
    /** The target statement's bytes: a leaf of the plan's Merkle tree. */
    statementSha256: text('statement_sha256')
      .notNull()
      .references(() => blobs.sha256),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.revision, table.target] }),
    foreignKey({
      columns: [table.requestId, table.revision],
      foreignColumns: [revisions.requestId, revisions.revision],
    }),
  ],
)

/**
 * Files of a revision. `generated`: as people approve them. `signed`: what the signer changed or added, as it was received;
 * it replaces the generated one of the same path in the bundle.
 */
export const revisionFiles = sqliteTable(
  'revision_files',
  {
    requestId: text('request_id').notNull(),
    revision: integer('revision').notNull(),
    target: text('target').notNull(),
    origin: text('origin', { enum: ['generated', 'signed'] }).notNull(),
    path: text('path').notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256')
      .notNull()
      .references(() => blobs.sha256),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.revision, table.target, table.origin, table.path] }),
    foreignKey({
      columns: [table.requestId, table.revision, table.target],
      foreignColumns: [revisionTargets.requestId, revisionTargets.revision, revisionTargets.target],
    }),
    index('revision_files_blob').on(table.sha256),
  ],
)

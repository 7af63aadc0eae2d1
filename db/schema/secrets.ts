import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { people } from '#db/schema/people.ts'

/**
 * Secrets that were encrypted for one server each, by revision. They stand apart from all other bytes so that they can be erased:
 * the connection overwrites what it deletes (`secure_delete`). Rows outlive a deleted draft until the signer has erased its copies too.
 */
export const secretBlobs = sqliteTable(
  'secret_blobs',
  {
    requestId: text('request_id').notNull(),
    revision: integer('revision').notNull(),
    target: text('target').notNull(),
    /** What it is bound to; it fits only while the environment still says the same. */
    host: text('host').notNull(),
    account: text('account').notNull(),
    /** Text of `exchange-password.cms`; null until it was fetched from the signer, and after it was erased. */
    cms: text('cms'),
    /** Its length, also after it was erased. */
    bytes: integer('bytes').notNull().default(0),
    /** DER in base64. */
    certificate: text('certificate'),
    cmsSha256: text('cms_sha256').notNull(),
    recipientCertificateSha256: text('recipient_certificate_sha256').notNull(),
    origin: text('origin', { enum: ['typed', 'file'] }).notNull(),
    enteredBy: text('entered_by')
      .notNull()
      .references(() => people.id),
    enteredAt: text('entered_at').notNull(),
    /** It is a file of the plan of this revision. */
    inPlan: integer('in_plan', { mode: 'boolean' }).notNull().default(false),
    erasedAt: text('erased_at'),
    /** The signer has confirmed that it erased its own copy. */
    erasedAtSigner: integer('erased_at_signer', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.revision, table.target] }),
    index('secret_blobs_erased').on(table.erasedAt),
  ],
)

import { index, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { ROLES } from '#core/workflow/states.ts'
import { people } from '#db/schema/people.ts'

/** An account at the sign-in service (OpenID Connect). Its key is issuer and subject, never a name or an address of mail. */
export const identities = sqliteTable(
  'identities',
  {
    id: text('id').primaryKey(),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    /** Null: seen, and waits for an administrator to say whose it is. */
    personId: text('person_id').references(() => people.id),
    /** How the service called it at the last sign-in; for eyes only. */
    label: text('label').notNull(),
    createdAt: text('created_at').notNull(),
    lastSignInAt: text('last_sign_in_at'),
  },
  (table) => [
    uniqueIndex('identities_key').on(table.issuer, table.subject),
    index('identities_person').on(table.personId),
  ],
)

/** Groups of the last sign-in, of those that then gave a role. */
export const identityGroups = sqliteTable(
  'identity_groups',
  {
    identityId: text('identity_id')
      .notNull()
      .references(() => identities.id),
    group: text('group_name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.identityId, table.group] })],
)

/** Which group of the sign-in service gives which role. */
export const roleMappings = sqliteTable(
  'role_mappings',
  {
    /** Exactly as the service writes it: a name, a distinguished name, a path or a GUID. */
    group: text('group_name').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.group, table.role] })],
)

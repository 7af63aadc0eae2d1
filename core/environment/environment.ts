import { z } from 'zod'
import { alias, component, unconvertedPart } from './components.ts'
import { forest } from './directory.ts'
import {
  confirmations,
  mail,
  mimServiceAgent,
  pam,
  passwordChangeNotification,
  passwordUpdate,
  paths,
  schedule,
  softwareRoute,
  syncGroups,
} from './operation.ts'
import { server, sqlInstance } from './servers.ts'
import { text } from './vocabulary.ts'

/** No environment document may be larger than this, in bytes of UTF-8. */
export const MAX_ENVIRONMENT_BYTES = 5_000_000
export const MAX_SERVERS = 2000

/**
 * One MIM installation as its administrator describes it. Strict, without defaults and transforms, so that the bytes that
 * people approve are the bytes that were typed. A draft is a valid document too: unknown text is empty, unknown facts say so;
 * what is missing or wrong is told by the rules (`core/findings`), not by the schema.
 */
export const environmentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  name: text(80),
  purpose: z.enum(['lab', 'production']),
  forest,
  servers: z.array(server).max(MAX_SERVERS),
  sql: z.array(sqlInstance).max(20),
  components: z.array(component).max(50),
  unconverted: z.array(unconvertedPart).max(50),
  aliases: z.array(alias).max(50),
  syncGroups,
  mimServiceAgent,
  mail,
  passwordChangeNotification,
  pam: z.nullable(pam),
  software: softwareRoute,
  paths,
  schedule,
  confirmations,
  /** Absent in a conversion. */
  passwordUpdate: z.exactOptional(passwordUpdate),
})

export type Environment = z.infer<typeof environmentSchema>
export type Server = Environment['servers'][number]
export type Component = Environment['components'][number]
export type SqlInstance = Environment['sql'][number]
export type Domain = Environment['forest']['domains'][number]

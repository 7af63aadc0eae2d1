import type { z } from 'zod'
import { ACCESS_KINDS } from './access-kinds.ts'
import { ACCOUNT_KINDS } from './account-kinds.ts'
import { DISCOVERY_KINDS } from './discovery-kinds.ts'
import type { AuditFacts, AuditKindEntry, AuditKindWords } from './kind.ts'
import { NOTIFICATION_KINDS } from './notification-kinds.ts'
import { REQUEST_KINDS } from './request-kinds.ts'
import { SECRET_KINDS } from './secret-kinds.ts'
import { SIGNER_KINDS } from './signer-kinds.ts'

export type { AuditFacts, AuditKindWords }

/** Every kind of event with its shape and its words. A kind that is missing here cannot be written. */
export const AUDIT_KINDS = {
  ...NOTIFICATION_KINDS,
  ...ACCOUNT_KINDS,
  ...ACCESS_KINDS,
  ...REQUEST_KINDS,
  ...DISCOVERY_KINDS,
  ...SECRET_KINDS,
  ...SIGNER_KINDS,
}

export type AuditKind = keyof typeof AUDIT_KINDS
export type AuditDetails<K extends AuditKind> = z.infer<(typeof AUDIT_KINDS)[K]['details']>

const KNOWN: Readonly<Record<string, AuditKindEntry>> = AUDIT_KINDS

/** The words of a kind; a log of a newer version may hold kinds, or details, that this version does not know. */
export function auditKindWords(kind: string): AuditKindWords {
  const known = Object.hasOwn(KNOWN, kind) ? KNOWN[kind] : undefined
  const unknown = ({ actor, object }: AuditFacts) => `${actor}: ${known?.title ?? kind} ${object}`.trim()
  if (!known) return { title: kind, sentence: unknown }
  return {
    title: known.title,
    sentence: (facts) => (known.details.safeParse(facts.details).success ? known.sentence(facts) : unknown(facts)),
  }
}

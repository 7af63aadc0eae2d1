/** What a sentence about an event can name. People are names here; the log itself holds ids. */
export interface AuditFacts {
  /** Who acted; `Somebody` when nobody was signed in. */
  readonly actor: string
  /** What it is about: a request's id, or a person's name. Empty for events about the portal as a whole. */
  readonly object: string
  readonly outcome: 'done' | 'refused'
  readonly details: Readonly<Record<string, unknown>>
  /** Free texts that were not erased. */
  readonly texts: Readonly<Record<string, string>>
}

export interface AuditKindWords {
  readonly title: string
  /** One sentence, past tense. */
  readonly sentence: (facts: AuditFacts) => string
}

const REFUSED_SIGN_IN: Readonly<Record<string, string>> = {
  'wrong-passphrase': 'the passphrase was wrong',
  disabled: 'the account is disabled',
  'too-many': 'too many attempts',
}

const list = (value: unknown): string => (Array.isArray(value) && value.length > 0 ? value.join(', ') : 'none')

/** Every kind of event with its words. A kind that is missing here cannot be written. */
export const AUDIT_KINDS = {
  'session.started': { title: 'Signed in', sentence: ({ actor }) => `${actor} signed in.` },
  'session.refused': {
    title: 'Sign-in refused',
    sentence: ({ object, details }) => {
      if (details.reason === 'too-many') return `Sign-in refused${object && ` for ${object}`}: too many attempts.`
      if (!object) return 'Sign-in refused: there is no such user name.'
      return `Sign-in refused for ${object}: ${REFUSED_SIGN_IN[String(details.reason)] ?? 'no reason is known'}.`
    },
  },
  'session.ended': { title: 'Signed out', sentence: ({ actor }) => `${actor} signed out.` },
  'person.created': {
    title: 'Account created',
    sentence: ({ actor, object, details }) => {
      const who = details.via === 'command-line' ? 'Somebody at the command line' : actor
      return `${who} created the account of ${object} (${list(details.roles)}).`
    },
  },
  'person.enabled': {
    title: 'Account enabled',
    sentence: ({ actor, object }) => `${actor} enabled the account of ${object}.`,
  },
  'person.disabled': {
    title: 'Account disabled',
    sentence: ({ actor, object }) => `${actor} disabled the account of ${object}; its sessions ended.`,
  },
  'person.roles-changed': {
    title: 'Roles changed',
    sentence: ({ actor, object, details: { from, to } }) =>
      `${actor} changed the roles of ${object} from ${list(from)} to ${list(to)}.`,
  },
  'person.password-reset': {
    title: 'Passphrase reset',
    sentence: ({ actor, object }) => `${actor} reset the passphrase of ${object}; its sessions ended.`,
  },
  'person.password-changed': {
    title: 'Passphrase changed',
    sentence: ({ actor, outcome }) =>
      outcome === 'done' ? `${actor} chose a new passphrase.` : `${actor} gave a wrong current passphrase; it stays.`,
  },
} as const satisfies Record<string, AuditKindWords>

export type AuditKind = keyof typeof AUDIT_KINDS

/** The words of a kind; a log of a newer version may hold kinds that this version does not know. */
export function auditKindWords(kind: string): AuditKindWords {
  const known: Readonly<Record<string, AuditKindWords>> = AUDIT_KINDS
  return Object.hasOwn(known, kind) && known[kind]
    ? known[kind]
    : { title: kind, sentence: ({ actor, object }) => `${actor}: ${kind} ${object}`.trim() }
}

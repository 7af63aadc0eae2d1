import { z } from 'zod'

/** What a sentence about an event can name. People are names here; the log itself holds ids. */
export interface AuditFacts<Details = Readonly<Record<string, unknown>>> {
  /** Who acted; `Somebody` when nobody was signed in. */
  readonly actor: string
  /** What it is about: a request's id, or a person's name. Empty for events about the portal as a whole. */
  readonly object: string
  readonly outcome: 'done' | 'refused'
  readonly details: Details
  /** Free texts that were not erased. */
  readonly texts: Readonly<Record<string, string>>
}

export interface AuditKindWords {
  readonly title: string
  /** One sentence, past tense. */
  readonly sentence: (facts: AuditFacts) => string
}

export interface AuditKindEntry<S extends z.ZodType = z.ZodType> extends AuditKindWords {
  /** Shape of the event's `details`: nothing else can be written under this kind. */
  readonly details: S
}

/** One kind: its title, what it carries, and its sentence. */
export function kind<S extends z.ZodType>(
  title: string,
  details: S,
  sentence: (facts: AuditFacts<z.infer<S>>) => string,
): AuditKindEntry<S> {
  return { title, details, sentence: (facts) => sentence({ ...facts, details: details.parse(facts.details) }) }
}

/** For kinds that say everything by who, what and when. */
export const nothing = z.strictObject({})

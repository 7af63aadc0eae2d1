import { z } from 'zod'
import { text } from '#core/environment/vocabulary.ts'

/**
 * What the discovery script knows of one thing. `absent`: it looked with sufficient rights and there is none. `unknown`: it
 * could not look, and says why, so that a person knows what to do. "Nothing seen" is never "absent".
 */
export const discovered = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('found'), value }),
    z.strictObject({ state: z.literal('absent') }),
    z.strictObject({ state: z.literal('unknown'), reason: text(500) }),
  ])

/** A fact as the merge reads it. */
export type Discovered<T> =
  | { readonly state: 'found'; readonly value: T }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly reason: string }

import { z } from 'zod'
import { errorWords } from './error-words.ts'

const issues = z.object({ issues: z.array(z.object({ path: z.array(z.string()), message: z.string() })) })

export interface FieldWords {
  /** What stands at a field that the refusal names. */
  readonly at: (field: string) => string | undefined
  /** What belongs to no field, for above the button; null without an error, or where fields are named. */
  readonly general: string | null
}

/** Where the server's refusal belongs: at the fields that it names, else above the button. */
export function fieldWords(error: unknown): FieldWords {
  if (!error) return { at: () => undefined, general: null }
  const { message, details } = errorWords(error)
  const named = issues.safeParse(details).data?.issues ?? []
  return {
    at: (field) => named.find(({ path }) => path[0] === field)?.message,
    general: named.length === 0 ? message : null,
  }
}

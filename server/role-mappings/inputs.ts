import { z } from 'zod'
import { unwantedCharacters } from '#core/environment/characters.ts'
import { ROLES } from '#core/workflow/states.ts'

const HIDDEN = ['control', 'bidi', 'invisible']

/** As the sign-in service writes it. Typographic quotes and dashes are allowed: a directory may hold them. */
const groupName = z
  .string()
  .min(1, { error: 'The name of the group is missing.' })
  .max(1000, { error: 'A group has at most 1000 characters.' })
  .refine((name) => name.isWellFormed() && !unwantedCharacters(name).some(({ kind }) => HIDDEN.includes(kind)), {
    error: 'The name holds a character that nobody can see. Type it anew instead of copying it.',
  })
  .refine((name) => name === name.trim(), { error: 'The name begins or ends with a blank.' })

export const setMappingInput = z.strictObject({
  group: groupName,
  /** Empty: the group gives nothing any more. */
  roles: z
    .array(z.enum(ROLES))
    .max(ROLES.length)
    .refine((list) => new Set(list).size === list.length, { error: 'A role is named twice.' }),
})

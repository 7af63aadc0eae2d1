import { z } from 'zod'
import { unwantedCharacters } from '#core/environment/characters.ts'
import { personId } from '#core/statement/schemas.ts'
import { ROLES } from '#core/workflow/states.ts'

const HIDDEN = ['control', 'bidi', 'invisible']

export const userName = z.string({ error: 'A user name is needed.' }).regex(/^[a-z0-9][a-z0-9._-]{1,62}$/, {
  error:
    'A user name has 2 to 63 lower-case letters, digits, dots, dashes or underscores, and starts with a letter or digit.',
})

export const fullName = z
  .string({ error: 'A name is needed.' })
  .min(1, { error: 'A name is needed.' })
  .max(100, { error: 'A name has at most 100 characters.' })
  .refine((name) => name.isWellFormed() && !unwantedCharacters(name).some(({ kind }) => HIDDEN.includes(kind)), {
    error: 'The name holds a character that nobody can see.',
  })
  .refine((name) => name === name.trim(), { error: 'The name begins or ends with a blank.' })

export const NO_ROLE = 'At least one role is needed. Disable the account to take all rights away.'

const roleList = z
  .array(z.enum(ROLES))
  .max(ROLES.length)
  .refine((list) => new Set(list).size === list.length, { error: 'A role is named twice.' })

export const createPersonInput = z.strictObject({
  user: userName,
  name: fullName,
  roles: roleList.min(1, { error: NO_ROLE }),
})
export const personInput = z.strictObject({ personId })
export const setActiveInput = z.strictObject({ personId, active: z.boolean() })
export const setRolesInput = z.strictObject({ personId, roles: roleList })

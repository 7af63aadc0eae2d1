import { z } from 'zod'
import { personId } from '#core/statement/schemas.ts'

const identityId = z.string().regex(/^[a-z]-[0-9a-z]{10}$/, { error: 'This is not the id of an identity.' })

export const linkInput = z.strictObject({ identityId, personId })
export const identityInput = z.strictObject({ identityId })

import { z } from 'zod'
import { personId } from '#core/statement/schemas.ts'
import { ROLES } from '#core/workflow/states.ts'
import { kind } from './kind.ts'

const roles = z.array(z.enum(ROLES)).readonly()
const list = (values: readonly string[]): string => (values.length > 0 ? values.join(', ') : 'none')
const identity = z.string().max(64)
const token = z.string().max(64)
const value = z.union([z.string(), z.number(), z.boolean()])

/** Events of identities at the sign-in service, role mapping, API tokens and settings. */
export const ACCESS_KINDS = {
  'identity.linked': kind(
    'Identity linked',
    z.strictObject({ identity, from: z.nullable(personId), to: personId }),
    ({ actor, object }) => `${actor} linked an account of the sign-in service to ${object}.`,
  ),
  'identity.unlinked': kind(
    'Identity unlinked',
    z.strictObject({ identity }),
    ({ actor, object }) => `${actor} took an account of the sign-in service away from ${object}; its sessions ended.`,
  ),
  'mapping.changed': kind(
    'Role mapping changed',
    z.strictObject({ group: z.string().max(1000), from: roles, to: roles }),
    ({ actor, details: { group, from, to } }) =>
      `${actor} changed the roles of the group ${group} from ${list(from)} to ${list(to)}.`,
  ),
  'token.created': kind(
    'API token made',
    z.strictObject({ token, scopes: z.array(z.string().max(60)).readonly(), expiresAt: z.string() }),
    ({ actor, object, details: { scopes } }) => `${actor} made an API token for ${object} (${list(scopes)}).`,
  ),
  'token.revoked': kind(
    'API token revoked',
    z.strictObject({ token }),
    ({ actor, object }) => `${actor} revoked an API token of ${object}.`,
  ),
  'settings.changed': kind(
    'Settings changed',
    z.strictObject({ from: z.record(z.string(), value), to: z.record(z.string(), value) }),
    ({ actor, details: { from, to } }) =>
      `${actor} changed ${list(Object.keys(to).map((name) => `${name} from ${from[name]} to ${to[name]}`))}.`,
  ),
}

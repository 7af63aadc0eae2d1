import { z } from 'zod'
import { ROLES } from '#core/workflow/states.ts'
import { kind, nothing } from './kind.ts'

const REFUSED_SIGN_IN = {
  'unknown-user': 'there is no such user name',
  'wrong-passphrase': 'the passphrase was wrong',
  disabled: 'the account is disabled',
  'too-many': 'too many attempts',
  'no-role': 'no group of the person gives a role here',
  'not-linked': 'nobody said yet whose account of the sign-in service this is',
  'groups-overage': 'the sign-in service left the groups out, because there are too many',
  'groups-unreadable': 'the groups of the sign-in service are not a list of names',
} as const
const REASONS = Object.keys(REFUSED_SIGN_IN) as (keyof typeof REFUSED_SIGN_IN)[]

const roles = z.array(z.enum(ROLES)).readonly()
const list = (values: readonly string[]): string => (values.length > 0 ? values.join(', ') : 'none')

/** Events of sessions and accounts. */
export const ACCOUNT_KINDS = {
  'session.started': kind(
    'Signed in',
    z.strictObject({ via: z.optional(z.enum(['passphrase', 'sign-in service'])) }),
    ({ actor, details: { via } }) => `${actor} signed in${via === 'sign-in service' ? ' at the sign-in service' : ''}.`,
  ),
  'session.refused': kind(
    'Sign-in refused',
    z.strictObject({ reason: z.enum(REASONS) }),
    ({ object, details: { reason } }) => `Sign-in refused${object && ` for ${object}`}: ${REFUSED_SIGN_IN[reason]}.`,
  ),
  'session.ended': kind('Signed out', nothing, ({ actor }) => `${actor} signed out.`),
  'session.revoked': kind(
    'Sessions ended',
    z.strictObject({ sessions: z.int().min(1) }),
    ({ actor, details: { sessions } }) =>
      `${actor} ended ${sessions === 1 ? 'a session of their own' : `${sessions} sessions of their own`}.`,
  ),
  'person.created': kind(
    'Account created',
    z.strictObject({ roles, via: z.enum(['portal', 'command-line', 'sign-in service']) }),
    ({ actor, object, details: { roles, via } }) => {
      if (via === 'sign-in service')
        return `${object} came from the sign-in service and got an account (${list(roles)}).`
      const who = via === 'command-line' ? 'Somebody at the command line' : actor
      return `${who} created the account of ${object} (${list(roles)}).`
    },
  ),
  'person.enabled': kind(
    'Account enabled',
    nothing,
    ({ actor, object }) => `${actor} enabled the account of ${object}.`,
  ),
  'person.disabled': kind(
    'Account disabled',
    nothing,
    ({ actor, object }) => `${actor} disabled the account of ${object}; its sessions ended.`,
  ),
  'person.roles-changed': kind(
    'Roles changed',
    z.strictObject({ from: roles, to: roles }),
    ({ actor, object, details: { from, to } }) =>
      `${actor} changed the roles of ${object} from ${list(from)} to ${list(to)}.`,
  ),
  'person.password-reset': kind(
    'Passphrase reset',
    nothing,
    ({ actor, object }) => `${actor} reset the passphrase of ${object}; its sessions ended.`,
  ),
  'person.password-changed': kind('Passphrase changed', nothing, ({ actor, outcome }) =>
    outcome === 'done' ? `${actor} chose a new passphrase.` : `${actor} gave a wrong current passphrase; it stays.`,
  ),
}

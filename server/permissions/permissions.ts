import { AppError } from '#core/errors/app-error.ts'
import { ROLES, type Role } from '#core/workflow/states.ts'
import type { Actor } from '#server/context.ts'

/** How the actor stands to the object: it is their own request or account, or somebody else's. */
export const RELATIONS = ['own', 'other'] as const
export type Relation = (typeof RELATIONS)[number]

interface Rule {
  readonly grants: Partial<Readonly<Record<Role, readonly Relation[]>>>
  /** NOT_FOUND where even the existence is nobody else's business. */
  readonly refusal: 'FORBIDDEN' | 'NOT_FOUND'
  /** Allowed although the person still has the passphrase that an administrator handed over. */
  readonly beforeOwnPassphrase?: true
}

const OWN: readonly Relation[] = ['own']
const OTHER: readonly Relation[] = ['other']
const ANY: readonly Relation[] = RELATIONS
const everyone: Rule['grants'] = Object.fromEntries(ROLES.map((role) => [role, ANY]))
/** Whose request it is sees it in any role. */
const owners: Rule['grants'] = Object.fromEntries(ROLES.map((role) => [role, OWN]))

/**
 * Who may do what. An action is a procedure's path, `path/part` where one procedure does several things, or a download.
 * No role includes another one: an administrator reads every request and decides none by that.
 */
export const PERMISSIONS = {
  'session.me': { grants: everyone, refusal: 'FORBIDDEN', beforeOwnPassphrase: true },
  'session.changePassword': { grants: everyone, refusal: 'FORBIDDEN', beforeOwnPassphrase: true },

  'session.list': { grants: owners, refusal: 'NOT_FOUND' },
  'session.revoke': { grants: owners, refusal: 'NOT_FOUND' },
  'session.revokeOthers': { grants: owners, refusal: 'NOT_FOUND' },

  'people.list': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'people.create': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'people.resetPassword': { grants: { administrator: OTHER }, refusal: 'NOT_FOUND' },
  'people.setActive': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'people.setRoles': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },

  'identities.list': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'identities.link': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'identities.unlink': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'roleMappings.list': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'roleMappings.set': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },

  'apiTokens.list': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'apiTokens.create': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'apiTokens.revoke': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'settings.view': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'settings.update': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },

  'audit.list': { grants: { auditor: ANY, administrator: ANY }, refusal: 'NOT_FOUND' },
  'audit.facets': { grants: { auditor: ANY, administrator: ANY }, refusal: 'NOT_FOUND' },

  'home.view': { grants: everyone, refusal: 'FORBIDDEN' },
  'signer.state': { grants: { administrator: ANY, auditor: ANY }, refusal: 'NOT_FOUND' },
  'signer.health': { grants: everyone, refusal: 'FORBIDDEN' },

  'requests.list': { grants: everyone, refusal: 'NOT_FOUND' },
  // Requests of which a revision was submitted; drafts that never were; both before any role is asked for a deed.
  // Requesters are one team: they see and edit each other's drafts. What a request then does is up to whose it is.
  'requests.view': { grants: everyone, refusal: 'NOT_FOUND' },
  'requests.view/draft': { grants: { ...owners, requester: ANY, administrator: ANY }, refusal: 'NOT_FOUND' },
  'requests.files': { grants: everyone, refusal: 'NOT_FOUND' },
  'requests.file': { grants: everyone, refusal: 'NOT_FOUND' },
  'requests.history': { grants: everyone, refusal: 'NOT_FOUND' },
  'requests.preparation': { grants: everyone, refusal: 'NOT_FOUND' },
  'requests.create': { grants: { requester: ANY }, refusal: 'FORBIDDEN' },
  'requests.createPasswordUpdate': { grants: { requester: ANY }, refusal: 'FORBIDDEN' },
  'requests.clone': { grants: { requester: ANY }, refusal: 'FORBIDDEN' },
  'requests.draft': { grants: { requester: ANY, administrator: ANY }, refusal: 'NOT_FOUND' },
  'requests.saveDraft': { grants: { requester: ANY }, refusal: 'FORBIDDEN' },
  'requests.deleteDraft': { grants: { requester: OWN }, refusal: 'FORBIDDEN' },
  'requests.submit': { grants: { requester: OWN }, refusal: 'FORBIDDEN' },
  'requests.cancelPreparation': { grants: { requester: OWN }, refusal: 'FORBIDDEN' },
  'requests.edit': { grants: { requester: OWN }, refusal: 'FORBIDDEN' },
  // Whoever knows the password of the mailbox may be another requester than the owner.
  'requests.secretTicket': { grants: { requester: ANY }, refusal: 'FORBIDDEN' },
  'requests.eraseSecrets': { grants: { requester: OWN, operator: ANY }, refusal: 'FORBIDDEN' },
  'requests.ticket/submit': { grants: { requester: OWN }, refusal: 'FORBIDDEN' },
  'requests.ticket/withdraw': { grants: { requester: OWN }, refusal: 'FORBIDDEN' },
  'requests.ticket/decide': { grants: { approver: OTHER }, refusal: 'FORBIDDEN' },
  'requests.ticket/recall': { grants: { requester: OWN, approver: OTHER }, refusal: 'FORBIDDEN' },
  'requests.requestChanges': { grants: { approver: OTHER }, refusal: 'FORBIDDEN' },
  'notifications.mine': { grants: everyone, refusal: 'FORBIDDEN' },
  'notifications.choose': { grants: everyone, refusal: 'FORBIDDEN' },
  'notifications.setAddress': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'notifications.overview': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'notifications.retry': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'notifications.addWebhook': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'notifications.switchWebhook': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'notifications.testWebhook': { grants: { administrator: ANY }, refusal: 'NOT_FOUND' },
  'review.threads': { grants: everyone, refusal: 'NOT_FOUND' },
  // Auditors read; whoever has a part in the work speaks.
  'review.open': { grants: { requester: ANY, approver: ANY, operator: ANY, administrator: ANY }, refusal: 'FORBIDDEN' },
  'review.reply': {
    grants: { requester: ANY, approver: ANY, operator: ANY, administrator: ANY },
    refusal: 'FORBIDDEN',
  },
  'review.resolve': { grants: { requester: OWN, approver: ANY }, refusal: 'FORBIDDEN' },
  'download.recallList': {
    grants: { requester: ANY, approver: ANY, operator: ANY, auditor: ANY },
    refusal: 'NOT_FOUND',
  },
  // What a machine says: everybody may fetch the script, requesters take its word, operators look again before the window.
  'discovery.script': { grants: everyone, refusal: 'FORBIDDEN' },
  'discovery.import': { grants: { requester: ANY }, refusal: 'FORBIDDEN' },
  'discovery.sources': { grants: everyone, refusal: 'NOT_FOUND' },
  'discovery.checkDrift': { grants: { requester: OWN, operator: ANY }, refusal: 'FORBIDDEN' },
  'discovery.drifts': { grants: everyone, refusal: 'NOT_FOUND' },
  'discovery.drift': { grants: everyone, refusal: 'NOT_FOUND' },
  'download.discoveryScript': { grants: everyone, refusal: 'FORBIDDEN' },
  'download.bundle': { grants: { requester: OWN, operator: ANY, auditor: ANY }, refusal: 'NOT_FOUND' },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof PERMISSIONS

const RULES: Readonly<Record<string, Rule>> = PERMISSIONS

export function isAllowed(actor: Pick<Actor, 'roles' | 'mustChangePassword'>, action: Action, relation: Relation) {
  const rule: Rule = PERMISSIONS[action]
  if (actor.mustChangePassword && !rule.beforeOwnPassphrase) return false
  return actor.roles.some((role) => rule.grants[role]?.includes(relation))
}

/** Throws the refusal of the table. Every use-case asks first, and names the relation when there is an object. */
export function assertAllowed(actor: Actor, action: Action, relation: Relation = 'other'): void {
  if (isAllowed(actor, action, relation)) return
  const message = `${actor.id} may not ${action} (${relation})`
  if (relation === 'own' && isAllowed(actor, action, 'other')) {
    throw new AppError('FORBIDDEN', 'This is your own. Somebody else must do it.', { message })
  }
  if (relation === 'other' && isAllowed(actor, action, 'own') && PERMISSIONS[action].refusal === 'FORBIDDEN') {
    throw new AppError('FORBIDDEN', 'Only the person whose it is can do this.', { message })
  }
  throw refusal(actor, PERMISSIONS[action], action)
}

/**
 * Throws unless some role of the actor may call this procedure for some object: a use-case that forgot to ask, or a procedure
 * without a row, stays closed. The use-case then judges the object itself.
 */
export function assertReachable(actor: Actor, path: string): void {
  const rows = Object.entries(RULES).filter(([action]) => action === path || action.startsWith(`${path}/`))
  const [first] = rows
  if (!first) throw new AppError('INTERNAL', 'This call has no rule yet.', { message: `${path} is not in PERMISSIONS` })
  const reachable = rows.some(([action]) => RELATIONS.some((relation) => isAllowed(actor, action as Action, relation)))
  if (!reachable) throw refusal(actor, first[1], path)
}

function refusal(actor: Actor, rule: Rule, action: string): AppError {
  const message = `${actor.id} (${actor.roles.join(', ')}) may not ${action}`
  if (actor.mustChangePassword) {
    return new AppError('FORBIDDEN', 'Choose your own passphrase first. Until then nothing else opens.', { message })
  }
  return rule.refusal === 'NOT_FOUND'
    ? new AppError('NOT_FOUND', 'There is nothing here, or it is not for your role.', { message })
    : new AppError('FORBIDDEN', 'Your role does not allow this.', { message })
}

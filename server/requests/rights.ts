import { canGo, isOpenForDecisions } from '#core/workflow/transitions.ts'
import { type Action, isAllowed } from '#server/permissions/permissions.ts'
import { requestRelation } from './find-request.ts'
import { holdsDraft } from './next-step.ts'
import type { Situation } from './situation.ts'
import type { RequestRights, Right } from './views.ts'

const ALLOWED: Right = { state: 'allowed' }
const ABSENT: Right = { state: 'absent' }
const blocked = (reason: string): Right => ({ state: 'blocked', reason })

export interface RightsInput {
  /** The findings of the draft that stand in the way of its submission. */
  readonly blocking: number
  /** Some revision of the request is signed. */
  readonly hasSigned: boolean
  /** The password of the mailbox comes encrypted; and some of it is here. */
  readonly wantsSecret: boolean
  readonly hasSecrets: boolean
}

/** What this person may do now, from the table of permissions and the state; the use-cases judge again. */
export function requestRights(situation: Situation, input: RightsInput): RequestRights {
  const isDraft = situation.row.state === 'draft'
  const may = (action: Action) => isAllowed(situation.actor, action, requestRelation(situation.actor, situation.row))
  const when = (action: Action, right: () => Right) => (may(action) ? right() : ABSENT)
  return {
    edit: when(isDraft ? 'requests.saveDraft' : 'requests.edit', () => editRight(situation)),
    submit: when('requests.submit', () => submitRight(situation, input)),
    withdraw: when('requests.ticket/withdraw', () => (canGo(situation.row.state, 'withdraw') ? ALLOWED : ABSENT)),
    decide: decideRight(situation, situation.unresolved),
    requestChanges: decideRight(situation, null),
    download: when('download.bundle', () => downloadRight(situation, input)),
    recall: when('requests.ticket/recall', () => recallRight(situation, input)),
    deleteDraft: when('requests.deleteDraft', () => deleteRight(situation)),
    enterSecret: when('requests.secretTicket', () => enterSecretRight(situation, input)),
    eraseSecrets: when('requests.eraseSecrets', () => eraseSecretsRight(situation, input)),
    clone: when('requests.clone', () => ALLOWED),
  }
}

const HELD = 'The draft is on its way to the signer. Take it back to change it.'

function editRight(situation: Situation): Right {
  if (situation.row.state === 'draft') return holdsDraft(situation) ? blocked(HELD) : ALLOWED
  return canGo(situation.row.state, 'edit') ? ALLOWED : ABSENT
}

function submitRight({ row, preparation }: Situation, { blocking }: RightsInput): Right {
  if (row.state !== 'draft') return ABSENT
  if (preparation?.step === 'ready') return ALLOWED
  if (preparation && preparation.step !== 'refused' && preparation.step !== 'failed') {
    return blocked('The draft is on its way to the signer.')
  }
  if (blocking > 0) return blocked(`${blocking} ${blocking === 1 ? 'finding stands' : 'findings stand'} in the way.`)
  if (row.title.trim() === '') return blocked('The request has no title.')
  return ALLOWED
}

/** An approver who may not decide here is told why; to everybody else it is not offered. */
function decideRight({ actor, isOwner, row, obstacle }: Situation, unresolved: string | null): Right {
  if (!isOpenForDecisions(row.state)) return ABSENT
  if (!actor.roles.includes('approver')) return ABSENT
  if (isOwner) return blocked('This is your own request. Nobody decides on what they asked for themselves.')
  const reason = obstacle ?? unresolved
  return reason === null ? ALLOWED : blocked(reason)
}

function downloadRight({ row }: Situation, { hasSigned }: RightsInput): Right {
  if (hasSigned) return ALLOWED
  if (row.state === 'approved') return blocked('The signer is signing the bundles.')
  if (row.state === 'submitted') return blocked('Bundles exist once enough people approved and the signer signed.')
  return ABSENT
}

/** The requester, or whoever could decide. */
function recallRight({ isOwner, actor, obstacle }: Situation, { hasSigned }: RightsInput): Right {
  if (!hasSigned || !(isOwner || actor.roles.includes('approver'))) return ABSENT
  return isOwner || obstacle === null ? ALLOWED : blocked(obstacle)
}

function enterSecretRight(situation: Situation, { wantsSecret }: RightsInput): Right {
  if (situation.row.state !== 'draft' || !wantsSecret) return ABSENT
  return holdsDraft(situation) ? blocked(HELD) : ALLOWED
}

function eraseSecretsRight({ row }: Situation, { hasSecrets }: RightsInput): Right {
  if (!hasSecrets) return ABSENT
  if (row.state === 'submitted' || row.state === 'approved') {
    return blocked('The plan needs the encrypted password until it is signed. Withdraw it first.')
  }
  return ALLOWED
}

function deleteRight(situation: Situation): Right {
  const { row } = situation
  if (row.state !== 'draft' || row.revision !== 1) return ABSENT
  return holdsDraft(situation) ? blocked(HELD) : ALLOWED
}

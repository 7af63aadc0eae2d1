import { assertNever } from '#core/errors/app-error.ts'
import { isAllowed } from '#server/permissions/permissions.ts'
import { isUnderWay } from './preparation/preparation-row.ts'
import type { Situation } from './situation.ts'

export interface NextStep {
  /** What happens next and by whom, one sentence. */
  readonly next: string
  /** What this person must do for it to go on, as a verb phrase; null when it does not wait for them. */
  readonly action: string | null
}

const waits = (next: string): NextStep => ({ next, action: null })
const yours = (action: string): NextStep => ({
  next: `Yours: ${action.charAt(0).toLowerCase()}${action.slice(1)}.`,
  action,
})

export function nextStep(situation: Situation): NextStep {
  const { row, isOwner, nameOf } = situation
  const owner = nameOf(row.ownerId).name
  switch (row.state) {
    case 'draft':
      return draftStep(situation, owner)
    case 'submitted':
      return decisionStep(situation)
    case 'approved':
      return waits(situation.plan?.signingProblem ?? 'The signer signs the bundles.')
    case 'signed':
      return signedStep(situation)
    case 'changes requested':
      return isOwner ? yours('Answer what was asked') : waits(`${owner} answers what was asked.`)
    case 'rejected':
      return isOwner
        ? yours('Make a new revision, or withdraw')
        : waits(`${names(situation.rejectedBy)} rejected it; ${owner} makes a new revision or withdraws.`)
    case 'withdrawn':
      return waits(`Nothing. ${owner} withdrew it.`)
    case 'expired':
      return waits(
        isOwner
          ? 'It was not signed in time. Yours: make a new revision.'
          : `It was not signed in time; ${owner} can make a new revision.`,
      )
    case 'recalled':
      return waits(
        isOwner
          ? 'Its bundles are recalled. Yours: make a new revision.'
          : `Its bundles are recalled; ${owner} can make a new revision.`,
      )
    case 'in progress':
    case 'completed':
    case 'rolled back':
      return waits('Nothing.')
    default:
      return assertNever(row.state)
  }
}

function draftStep({ row, isOwner, preparation }: Situation, owner: string): NextStep {
  if (!isOwner) return waits(`${owner} works on revision ${row.revision}.`)
  if (preparation) return preparationStep(preparation.step)
  if (row.errors > 0) {
    return waits(`Yours: ${row.errors} ${row.errors === 1 ? 'error stands' : 'errors stand'} in the way.`)
  }
  return waits('Yours: complete it and submit it.')
}

function preparationStep(step: NonNullable<Situation['preparation']>['step']): NextStep {
  switch (step) {
    case 'waiting':
      return waits('It waits for the signer, which does not answer.')
    case 'generating':
      return waits('The portal generates the plan.')
    case 'uploading':
      return waits('The signer makes the plan again and compares.')
    case 'ready':
      return yours('Submit on the signer’s page')
    case 'refused':
    case 'failed':
      return yours('Correct the draft and submit again')
    default:
      return assertNever(step)
  }
}

function decisionStep(situation: Situation): NextStep {
  const { seats } = situation
  const open = seats.filter(({ filled, required }) => filled.length < required)
  if (mustDecide(situation)) return yours('Review and decide')
  if (open.length === 0) return waits('The signer counts the approvals.')
  return waits(`${names(open.map(({ title }) => ({ name: title })))} must still approve.`)
}

/** This person could fill an open seat, and has said nothing yet. */
function mustDecide({ actor, isOwner, seats, ownVote, obstacle }: Situation): boolean {
  if (isOwner || obstacle !== null || ownVote !== null) return false
  if (!isAllowed(actor, 'requests.ticket/decide', 'other')) return false
  return seats.some(({ waitsFor }) => waitsFor.some(({ id }) => id === actor.id))
}

function signedStep({ row, actor }: Situation): NextStep {
  const isOperator = actor.roles.includes('operator')
  return isOperator
    ? yours('Download the bundles and carry them out')
    : waits(`An operator carries out the runbooks of revision ${row.revision}.`)
}

const names = (list: readonly { readonly name: string }[]): string => {
  const all = list.map(({ name }) => name)
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

export const holdsDraft = ({ preparation }: Situation): boolean => preparation !== null && isUnderWay(preparation)

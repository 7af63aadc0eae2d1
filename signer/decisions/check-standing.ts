import { AppError, assertNever } from '#core/errors/app-error.ts'
import type { Policy, SignerPerson, Ticket } from '#core/protocol/protocol.ts'
import { mayNotDecide } from '../quorum/evaluate-quorum.ts'
import { lastVotes, type SignerState, type SubmissionRecord, submitDecision } from '../state/state.ts'

export type Action = Ticket['action']

const conflict = (sentence: string) => new AppError('CONFLICT', sentence)
const forbidden = (sentence: string) => new AppError('FORBIDDEN', sentence)

/** The person that a ticket names, as the journal knows them. */
export function knownPerson(state: SignerState, id: string): SignerPerson {
  const person = state.people.get(id)
  if (!person) throw forbidden('The signer does not know you. Its people are kept apart from those of the portal.')
  if (!person.active) throw forbidden('You are no longer active at the signer.')
  return person
}

/** May this person do this, now? Throws AppError with the reason; returns silently otherwise. */
export function checkStanding(
  state: SignerState,
  record: SubmissionRecord,
  policy: Policy,
  personId: string,
  action: Action,
): void {
  const person = knownPerson(state, personId)
  if (record.closed)
    throw conflict(`This plan was closed: ${record.closed.reason}. Nothing can be decided on it any more.`)
  if (action === 'recall') {
    checkRecall(record, policy, person)
    return
  }
  if (record.signed) throw conflict('This plan is signed already. A signed plan can not be decided again.')
  const own = person.id === record.requester
  switch (action) {
    case 'submit':
      if (!own) throw forbidden('Only the person who asked for this change can submit it.')
      if (submitDecision(record)) throw conflict('You have submitted this plan already.')
      return
    case 'withdraw':
      if (!own) throw forbidden('Only the person who asked for this change can withdraw it.')
      return
    case 'decide':
      if (own) throw forbidden('This is your own request. Nobody decides on what they asked for themselves.')
      if (mayNotDecide(record, person.id))
        throw forbidden('You wrote in this request. Nobody decides on what they wrote.')
      if (!submitDecision(record)) throw conflict('The requester has not submitted this plan yet.')
      if (!policy.groups.some(({ id }) => person.groups.includes(id))) throw forbidden(notInGroup(policy))
      return
    case 'secret':
      throw forbidden('This ticket is for entering a secret, not for a decision.')
    default:
      assertNever(action)
  }
}

/** One person suffices to stop something: the requester, or anybody who could have approved it. */
function checkRecall(record: SubmissionRecord, policy: Policy, person: SignerPerson): void {
  if (!record.signed)
    throw conflict('This plan is not signed. What is not signed is withdrawn or rejected, not recalled.')
  if (record.recalled) throw conflict('This plan is recalled already.')
  const may = person.id === record.requester || policy.groups.some(({ id }) => person.groups.includes(id))
  if (!may) throw forbidden(`Only the requester and the groups that decide can recall a plan. ${notInGroup(policy)}`)
}

/** Saying the same twice changes nothing and is refused; a changed mind is recorded, the last word counts. */
export function checkNotRepeated(record: SubmissionRecord, person: string, decision: string): void {
  const last = lastVotes(record).find((made) => made.decision.person === person)
  if (last?.decision.decision !== decision) return
  throw conflict(`You have ${decision === 'approve' ? 'approved' : 'rejected'} this plan already.`)
}

function notInGroup(policy: Policy): string {
  return `You are in none of the groups that decide here: ${policy.groups.map(({ title }) => title).join(', ')}.`
}

import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { Policy, SignedTicket } from '#core/protocol/protocol.ts'
import { ACTION_OF } from '#core/protocol/ticket-action.ts'
import type { Decision, DecisionKind } from '#core/statement/schemas.ts'
import { sha256Hex } from '#crypto/digest.ts'
import type { JournalLine } from '../journal/read-journal.ts'
import type { Ledger } from '../ledger.ts'
import { isQuorumNew, quorumStands } from '../quorum/standing-quorum.ts'
import type { SubmissionRecord } from '../state/state.ts'
import { checkNotRepeated, checkStanding } from './check-standing.ts'

const DECISIONS_OF = {
  submit: ['submit'],
  decide: ['approve', 'reject'],
  withdraw: ['withdraw'],
  recall: ['recall'],
  secret: [],
} as const satisfies Record<string, readonly DecisionKind[]>

const MAX_COMMENT = 2000

export interface DecisionInput {
  readonly record: SubmissionRecord
  readonly policy: Policy
  /** A ticket that `checkTicket` accepted. */
  readonly signed: SignedTicket
  readonly decision: DecisionKind
  readonly comment: string | null
}

/**
 * Journals one person's word, and what follows from it: the closing after a withdrawal, the quorum after the last approval.
 * A ticket serves one decision ever. Throws AppError and journals nothing when it is refused.
 */
export function recordDecision(ledger: Ledger, input: DecisionInput): JournalLine {
  const { record, policy, signed, decision } = input
  const { ticket } = signed
  const comment = cleanComment(input.comment)
  const allowed: readonly DecisionKind[] = DECISIONS_OF[ticket.action]
  if (!allowed.includes(decision))
    throw new AppError('FORBIDDEN', 'The ticket from the portal is not for this decision.')
  if (ledger.state.nonces.has(ticket.nonce)) {
    throw new AppError('CONFLICT', 'This ticket was used already. Go back to the portal and look at the request.')
  }
  checkSayable(ledger, input, ticket.person, comment)
  const made = makeDecision(input, comment, ledger.clock())
  return journalDecision(ledger, { record, policy, decision: made, comment, evidence: canonicalJson(signed) })
}

/** Would this word be taken, whoever vouches for the person? Throws AppError with the reason. */
export function checkSayable(
  ledger: Ledger,
  { record, policy, decision }: Pick<DecisionInput, 'record' | 'policy' | 'decision'>,
  person: string,
  comment: string | null,
): void {
  checkStanding(ledger.state, record, policy, person, ACTION_OF[decision])
  checkNotRepeated(record, person, decision)
  if (decision === 'approve' && quorumStands(ledger.state, record, policy, ledger.clock())) {
    throw new AppError(
      'CONFLICT',
      'Enough people have approved already. Until it is signed you can still reject this plan.',
    )
  }
  if (decision === 'reject' && comment === null) {
    throw new AppError('BAD_INPUT', 'Say in the comment why you reject: the requester needs it to do better.')
  }
  if (decision === 'recall' && comment === null) {
    throw new AppError('BAD_INPUT', 'Say in the comment why you recall: operators stop because of it.')
  }
}

interface Made {
  readonly record: SubmissionRecord
  readonly policy: Policy
  readonly decision: Decision
  readonly comment: string | null
  readonly evidence: string
}

/** Journals a word whose evidence was checked, and what follows from it. */
export function journalDecision(ledger: Ledger, { record, policy, decision, comment, evidence }: Made): JournalLine {
  const line = ledger.append({ kind: 'decision', decision, comment, evidence })
  const { planDigest } = record
  if (decision.decision === 'withdraw') {
    ledger.append({ kind: 'closed', planDigest, reason: 'withdrawn by the requester' })
  } else if (decision.decision === 'recall') {
    ledger.append({ kind: 'recalled', planDigest, reason: 'decision', by: null })
  } else if (isQuorumNew(ledger.state, record, policy, ledger.clock())) {
    ledger.append({ kind: 'quorum', planDigest })
  }
  return line
}

function makeDecision({ signed, decision, policy }: DecisionInput, comment: string | null, now: Date): Decision {
  const { ticket } = signed
  return {
    type: 'mim-gmsa/decision/1',
    genesis: ticket.genesis,
    planDigest: ticket.planDigest,
    decision,
    person: ticket.person,
    method: 'sign-in',
    credentialId: null,
    nonce: ticket.nonce,
    notAfter: validUntil(policy, now),
    commentSha256: comment === null ? null : sha256Hex(Buffer.from(comment, 'utf8')),
  }
}

/** Until when a decision made now counts, in whole seconds. */
export function validUntil(policy: Policy, now: Date): string {
  const until = new Date(now.getTime() + policy.validDays * 86_400_000)
  return `${until.toISOString().slice(0, 19)}Z`
}

/** The comment as it is journalled; null when there is none. */
export function cleanComment(comment: string | null): string | null {
  const text = comment?.replaceAll('\r\n', '\n').trim() ?? ''
  if (text === '') return null
  if (text.length > MAX_COMMENT || !text.isWellFormed()) {
    throw new AppError('BAD_INPUT', `A comment is text of at most ${MAX_COMMENT} characters.`)
  }
  return text
}

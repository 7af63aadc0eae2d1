import { AppError, assertNever } from '#core/errors/app-error.ts'
import type { JournalEntry, Policy, SignerPerson } from '#core/protocol/protocol.ts'
import type { RecallReason } from '#core/protocol/recall-list.ts'
import type { Decision, Mode } from '#core/statement/schemas.ts'
import type { JournalLine } from '../journal/read-journal.ts'

export interface DecisionRecord {
  readonly seq: number
  readonly at: string
  readonly decision: Decision
  readonly comment: string | null
  readonly evidence: string
}

export interface SubmissionRecord {
  readonly planDigest: string
  readonly requestId: string
  readonly revision: number
  readonly requester: string
  readonly submissionSha256: string
  readonly at: string
  readonly decisions: DecisionRecord[]
  closed: { readonly at: string; readonly reason: string } | null
  quorumAt: string | null
  signed: { readonly at: string; readonly manifests: Readonly<Record<string, string>> } | null
  recalled: { readonly seq: number; readonly at: string; readonly reason: RecallReason } | null
  /** The ciphertexts of its request were erased after it came. */
  secretsErased: boolean
}

/** A ciphertext that somebody entered; the newest of a server of a request counts. */
export type SecretRecord = Omit<Extract<JournalEntry, { kind: 'secret' }>, 'type' | 'previous' | 'kind'> & {
  erased: boolean
}

export interface Genesis {
  readonly entry: Extract<JournalEntry, { kind: 'genesis' }>
  readonly digest: string
  readonly mode: Mode
  readonly portalKey: string | null
  readonly certificateSha256: string | null
}

/** What the journal says, in the form in which it is asked. Changed by `applyLine` only. */
export interface SignerState {
  genesis: Genesis | null
  readonly people: Map<string, SignerPerson>
  /** Every version of every policy, oldest first. */
  readonly policies: Policy[]
  readonly submissions: Map<string, SubmissionRecord>
  readonly nonces: Set<string>
  /** Certificates of installed keys, oldest first: the last one signs. The genesis may name the first. */
  readonly keys: string[]
  readonly secrets: SecretRecord[]
}

export function replay(lines: readonly JournalLine[]): SignerState {
  const state: SignerState = {
    genesis: null,
    people: new Map(),
    policies: [],
    submissions: new Map(),
    nonces: new Set(),
    keys: [],
    secrets: [],
  }
  for (const line of lines) applyLine(state, line)
  return state
}

export function applyLine(state: SignerState, line: JournalLine): void {
  const { entry } = line
  switch (entry.kind) {
    case 'genesis': {
      const { mode, portalKey, certificateSha256 } = entry
      state.genesis = { entry, digest: line.sha256, mode, portalKey, certificateSha256 }
      if (certificateSha256 !== null) state.keys.push(certificateSha256)
      return
    }
    case 'person':
      state.people.set(entry.person.id, entry.person)
      return
    case 'policy':
      state.policies.push(entry.policy)
      return
    case 'submission': {
      const { planDigest, requestId, revision, requester, submissionSha256, at } = entry
      const fresh = { decisions: [], closed: null, quorumAt: null, signed: null, recalled: null, secretsErased: false }
      state.submissions.set(planDigest, { planDigest, requestId, revision, requester, submissionSha256, at, ...fresh })
      return
    }
    case 'decision': {
      const { seq, at, decision, comment, evidence } = entry
      record(state, decision.planDigest).decisions.push({ seq, at, decision, comment, evidence })
      state.nonces.add(decision.nonce)
      return
    }
    case 'closed':
      record(state, entry.planDigest).closed = { at: entry.at, reason: entry.reason }
      return
    case 'quorum':
      record(state, entry.planDigest).quorumAt = entry.at
      return
    case 'signed':
      record(state, entry.planDigest).signed = { at: entry.at, manifests: entry.manifests }
      return
    case 'key':
      state.keys.push(entry.certificateSha256)
      return
    case 'recalled':
      record(state, entry.planDigest).recalled = { seq: entry.seq, at: entry.at, reason: entry.reason }
      return
    case 'secret': {
      const { type: _type, previous: _previous, kind: _kind, ...secret } = entry
      state.secrets.push({ ...secret, erased: false })
      return
    }
    case 'secrets-erased':
      for (const secret of secretsOf(state, entry.requestId)) secret.erased = true
      for (const plan of state.submissions.values()) {
        if (plan.requestId === entry.requestId) plan.secretsErased = true
      }
      return
    default:
      assertNever(entry)
  }
}

/** Every ciphertext that was ever entered for a request, the oldest first. */
export const secretsOf = (state: SignerState, requestId: string): SecretRecord[] =>
  state.secrets.filter((secret) => secret.requestId === requestId)

function record(state: SignerState, planDigest: string): SubmissionRecord {
  const found = state.submissions.get(planDigest)
  if (!found) throw new AppError('INTERNAL', 'The signer’s journal names a plan that was never submitted.')
  return found
}

/** The newest version of each policy. */
export function currentPolicies(state: SignerState): Policy[] {
  const newest = new Map<string, Policy>()
  for (const policy of state.policies) {
    if (policy.version >= (newest.get(policy.id)?.version ?? 0)) newest.set(policy.id, policy)
  }
  return [...newest.values()]
}

/** The last word of each person on approving, in the order in which they came. */
export function lastVotes(record: SubmissionRecord): DecisionRecord[] {
  const votes = new Map<string, DecisionRecord>()
  for (const made of record.decisions) {
    if (made.decision.decision !== 'approve' && made.decision.decision !== 'reject') continue
    votes.delete(made.decision.person)
    votes.set(made.decision.person, made)
  }
  return [...votes.values()]
}

/** The requester's word that this plan is meant: without it nobody can decide. */
export function submitDecision(record: SubmissionRecord): DecisionRecord | null {
  return record.decisions.find(({ decision }) => decision.decision === 'submit') ?? null
}

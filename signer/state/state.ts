import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError, assertNever } from '#core/errors/app-error.ts'
import { type JournalEntry, type Policy, type SignerPerson, secretEvidenceSchema } from '#core/protocol/protocol.ts'
import type { RecallReason } from '#core/protocol/recall-list.ts'
import { assertionSchema, type Credential } from '#core/protocol/trust.ts'
import { peopleOf, policyOf } from '#core/protocol/trust-facts.ts'
import type { Decision, Mode } from '#core/statement/schemas.ts'
import { counterOf } from '#crypto/webauthn/authenticator-data.ts'
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
  /** Everybody who wrote in it: none of them decides. */
  readonly authors: readonly string[]
  /** What it is judged by, whatever was set later. */
  readonly policy: Pick<Policy, 'id' | 'version'>
  readonly submissionSha256: string
  readonly at: string
  readonly decisions: DecisionRecord[]
  closed: { readonly at: string; readonly reason: string } | null
  /** The last time that enough people had approved; a rejection undoes it. */
  quorum: { readonly seq: number; readonly at: string } | null
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
  /** Exact origin of the pages on which passkeys are used; null in a demo. */
  readonly origin: string | null
}

export interface CredentialRecord {
  readonly credential: Credential
  readonly addedAt: string
  revokedAt: string | null
  /** The highest signature counter in the journal. */
  counter: number
}

/** What the journal says, in the form in which it is asked. Changed by `applyLine` only. */
export interface SignerState {
  genesis: Genesis | null
  readonly people: Map<string, SignerPerson>
  /** Every passkey ever, by credential id; the revoked ones too. */
  readonly credentials: Map<string, CredentialRecord>
  /** Every version of every policy, oldest first. */
  readonly policies: Policy[]
  readonly submissions: Map<string, SubmissionRecord>
  readonly nonces: Set<string>
  /** Certificates of installed keys, oldest first: the last one signs. The genesis may name the first. */
  readonly keys: string[]
  readonly secrets: SecretRecord[]
}

export function emptyState(): SignerState {
  return {
    genesis: null,
    people: new Map(),
    credentials: new Map(),
    policies: [],
    submissions: new Map(),
    nonces: new Set(),
    keys: [],
    secrets: [],
  }
}

export function applyLine(state: SignerState, line: JournalLine): void {
  const { entry } = line
  switch (entry.kind) {
    case 'genesis': {
      const { mode, portalKey, certificateSha256 } = entry
      const origin = entry.trust?.origin ?? null
      state.genesis = { entry, digest: line.sha256, mode, portalKey, certificateSha256, origin }
      for (const { person, credential } of entry.trust?.trustees ?? []) {
        state.people.set(person.id, person)
        enrol(state, credential, entry.at)
      }
      if (certificateSha256 !== null) state.keys.push(certificateSha256)
      return
    }
    case 'person':
    case 'policy':
    case 'change':
      applyTrust(state, entry)
      return
    case 'submission': {
      const { planDigest, requestId, revision, requester, authors, policy, submissionSha256, at } = entry
      const fresh = { decisions: [], closed: null, quorum: null, signed: null, recalled: null, secretsErased: false }
      const known = { planDigest, requestId, revision, requester, authors, policy, submissionSha256, at }
      state.submissions.set(planDigest, { ...known, ...fresh })
      return
    }
    case 'decision': {
      const { seq, at, decision, comment, evidence } = entry
      const plan = record(state, decision.planDigest)
      plan.decisions.push({ seq, at, decision, comment, evidence })
      if (decision.decision === 'reject') plan.quorum = null
      state.nonces.add(decision.nonce)
      if (decision.credentialId !== null) count(state, decision.credentialId, evidence)
      return
    }
    case 'closed':
      record(state, entry.planDigest).closed = { at: entry.at, reason: entry.reason }
      return
    case 'quorum':
      record(state, entry.planDigest).quorum = { seq: entry.seq, at: entry.at }
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
      if (state.genesis?.mode === 'production') countEntry(state, secret)
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

function applyTrust(state: SignerState, entry: Extract<JournalEntry, { kind: 'person' | 'policy' | 'change' }>): void {
  for (const person of peopleOf(entry)) state.people.set(person.id, person)
  const policy = policyOf(entry)
  if (policy) state.policies.push(policy)
  if (entry.kind !== 'change') return
  const { change, consents } = entry
  state.nonces.add(change.nonce)
  for (const { consent, assertion } of consents) {
    state.nonces.add(consent.nonce)
    count(state, consent.credentialId, canonicalJson(assertion))
  }
  if (change.action === 'add-credential') enrol(state, change.credential, entry.at)
  if (change.action === 'revoke-credential') {
    const revoked = state.credentials.get(change.credentialId)
    if (revoked) revoked.revokedAt = entry.at
  }
}

function countEntry(state: SignerState, { evidence }: Pick<SecretRecord, 'evidence'>): void {
  const { entry, assertion } = secretEvidenceSchema.parse(JSON.parse(evidence))
  state.nonces.add(entry.nonce)
  count(state, entry.credentialId, canonicalJson(assertion))
}

function enrol(state: SignerState, credential: Credential, addedAt: string): void {
  state.credentials.set(credential.id, { credential, addedAt, revokedAt: null, counter: 0 })
}

// What was journalled was verified: the counter is only read here.
function count(state: SignerState, credentialId: string, evidence: string): void {
  const known = state.credentials.get(credentialId)
  if (known) known.counter = Math.max(known.counter, counterOf(assertionSchema.parse(JSON.parse(evidence))))
}

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

/** The policy that was pinned when the plan was submitted. UNPROCESSABLE when the journal has no such version. */
export function pinnedPolicy(
  state: SignerState,
  { policy: { id, version } }: Pick<SubmissionRecord, 'policy'>,
): Policy {
  const pinned = state.policies.find((known) => known.id === id && known.version === version)
  if (!pinned) throw new AppError('UNPROCESSABLE', 'The signer does not know the policy of this plan.')
  return pinned
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

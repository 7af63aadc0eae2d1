import { canonicalJson } from '#core/bytes/canonical-json.ts'
import type { DecisionsFile } from '#core/protocol/decisions-file.ts'
import { readEvidence } from '#core/protocol/read-evidence.ts'
import { assertionSchema } from '#core/protocol/trust.ts'
import { assignSeats } from '#core/quorum/assign-seats.ts'
import { digestOf, sha256Hex } from '../digest.ts'
import { FormatError } from '../format-error.ts'
import { verifyAssertion } from '../webauthn/verify-assertion.ts'
import type { BundleParts } from './parts.ts'
import { checkSignInEvidence } from './sign-in-evidence.ts'

type Made = DecisionsFile['decisions'][number]
const bad = (sentence: string) => new FormatError('BUNDLE', sentence)

/** The policy is the one that the approved plan names. */
export function checkPolicy({ decisions: { policy }, plan }: BundleParts): string {
  const sha256 = sha256Hex(Buffer.from(canonicalJson(policy), 'utf8'))
  const { id, version } = policy
  if (
    sha256 !== plan.policy.sha256 ||
    id !== plan.policy.id ||
    version !== plan.policy.version ||
    policy.kind !== plan.kind
  ) {
    throw bad('The policy is not the one that the plan was submitted under.')
  }
  return `${id}, version ${version}`
}

/** Every decision is about this plan, was made once, and carries the evidence of its person. */
export function checkEvidence(parts: BundleParts): string {
  const { decisions, plan, manifest } = parts
  const nonces = new Set<string>()
  const counters = new Map<string, number>()
  let seq = 0
  for (const made of decisions.decisions) {
    const { decision } = made
    if (decision.planDigest !== manifest.planDigest || decision.genesis !== plan.genesis) {
      throw bad('A decision belongs to another plan.')
    }
    if (nonces.has(decision.nonce) || made.seq <= seq) throw bad('A decision stands there twice or out of order.')
    nonces.add(decision.nonce)
    seq = made.seq
    if (decision.method === 'passkey') checkPasskey(made, decisions, counters)
    else checkSignIn(made, decisions)
  }
  return `${decisions.decisions.length} decisions`
}

/** The passkey is the person's, and it signed exactly this decision on the signer's own pages. */
function checkPasskey({ decision, evidence }: Made, file: DecisionsFile, counters: Map<string, number>): void {
  const { genesis, credentials, policy } = file
  const origin = genesis.kind === 'genesis' ? genesis.trust?.origin : undefined
  if (origin === undefined) throw bad('This signer was founded without passkeys.')
  const credential = credentials.find(({ id }) => id === decision.credentialId)
  if (credential?.person !== decision.person) throw bad(`The passkey of ${decision.person} is not one of theirs.`)
  const founder = genesis.trust?.trustees.find((one) => one.credential.id === credential.id)
  if (founder && founder.credential.publicKey !== credential.publicKey) {
    throw bad(`The passkey of ${decision.person} is not the one in the genesis.`)
  }
  const assertion = readEvidence(assertionSchema, evidence)
  if (assertion === null) throw bad('The evidence of a decision is malformed.')
  const challenge = Buffer.from(digestOf(decision), 'hex')
  const expected = { challenge, origin, credential, allowSynced: policy.allowSyncedPasskeys }
  try {
    const { counter } = verifyAssertion(assertion, { ...expected, counter: counters.get(credential.id) ?? 0 })
    counters.set(credential.id, counter)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw bad(`The decision of ${decision.person} is not theirs: ${error.message}`)
  }
}

function checkSignIn({ decision, evidence }: Made, { genesis }: DecisionsFile): void {
  if (genesis.mode !== 'demo' || genesis.portalKey === null) {
    throw bad('Decisions by sign-in count in demo mode only.')
  }
  checkSignInEvidence(decision, evidence, genesis.portalKey)
}

/** Enough people approved: the requester submitted and fills no seat, last words count, nobody rejects, all still valid. */
export function checkQuorum({
  decisions: { decisions, people, policy, authors },
  plan,
  signature,
}: BundleParts): string {
  const valid = ({ decision }: Made) => new Date(decision.notAfter) > signature.at
  const submitted = decisions.find(
    ({ decision }) => decision.decision === 'submit' && decision.person === plan.requester,
  )
  if (!submitted || !valid(submitted)) throw bad('The requester did not submit this plan.')
  const votes = new Map<string, Made>()
  for (const made of decisions) {
    const { decision, person } = made.decision
    if (decision === 'withdraw' || decision === 'recall') throw bad('The plan was withdrawn or recalled.')
    if (decision === 'approve' || decision === 'reject') votes.set(person, made)
  }
  if (votes.has(plan.requester)) throw bad('The requester decided on their own request.')
  if (!authors.includes(plan.requester) || authors.some((author) => votes.has(author))) {
    throw bad('Somebody decided on what they wrote themselves.')
  }
  const last = [...votes.values()]
  if (last.some(({ decision }) => decision.decision === 'reject')) throw bad('Somebody rejected this plan.')
  const approvers = last.filter(valid).map(({ decision }) => decision.person)
  const voters = people.filter(({ id, active }) => active && approvers.includes(id))
  const { seats, missing } = assignSeats(policy.groups, voters)
  if (missing.length > 0)
    throw bad(`Approvals are missing: ${missing.map(({ id, count }) => `${count} of ${id}`).join(', ')}.`)
  return [...seats].map(([person, group]) => `${person} for ${group}`).join(', ')
}

import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { GeneratedOutline } from '#core/generate/types.ts'
import { choosePolicy, missingTicket } from '#core/policy/choose-policy.ts'
import { deriveRisks } from '#core/policy/derive-risks.ts'
import { whyUnsatisfiable } from '#core/policy/simulate-policy.ts'
import { type Policy, type Submission, submissionSchema } from '#core/protocol/protocol.ts'
import { sha256Hex } from '#crypto/digest.ts'
import type { Authority } from './authority.ts'
import { checkSubmission, findReplaced } from './generate/check-submission.ts'
import { regenerate } from './generate/regenerate.ts'
import { checkCiphertexts } from './secrets/check-ciphertexts.ts'
import { currentPolicies, type SignerState } from './state/state.ts'
import { whoCould } from './trust/who-could.ts'

/**
 * Takes a plan in after making it again. Idempotent for the same plan, whatever day it is by then. An earlier upload of the
 * request on which nobody decided is closed. Nothing is journalled when it is refused.
 */
export function submitPlan(authority: Authority, received: Submission): { planDigest: string } {
  const submission = parseSubmission(received)
  const { genesis, ledger } = authority
  const planDigest = sha256Hex(Buffer.from(canonicalJson(submission.planStatement), 'utf8'))
  const bytes = Buffer.from(canonicalJson(submission), 'utf8')
  const known = ledger.state.submissions.get(planDigest)
  if (known) {
    if (known.submissionSha256 === sha256Hex(bytes)) return { planDigest }
    throw new AppError('UNPROCESSABLE', 'This plan was sent before with other input. The signer keeps the first one.')
  }
  const policy = checkSubmission(submission, ledger.state, genesis, authority.options.mode, ledger.clock())
  checkCiphertexts(ledger.state, submission)
  const generated = regenerate(submission, genesis.digest, policy, authority.staticFiles)
  checkPinned(submission, policy, ledger.state, generated)
  checkCertificateLasts(authority, generated)
  const replaced = findReplaced(ledger.state, submission, planDigest)
  for (const old of replaced) ledger.append({ kind: 'closed', planDigest: old, reason: 'replaced by a newer upload' })
  const submissionSha256 = authority.blobs.put(bytes)
  const { requestId, revision, requester } = submission.input
  const who = { requestId, revision, requester, authors: submission.authors }
  const pinned = { id: policy.id, version: policy.version }
  ledger.append({ kind: 'submission', planDigest, ...who, policy: pinned, submissionSha256 })
  authority.remember({ submission, policy, generated })
  return { planDigest }
}

// The risk is what this signer finds in what it made, whatever the web says of it.
function checkPinned(
  { input, authors }: Submission,
  policy: Policy,
  state: SignerState,
  generated: GeneratedOutline,
): void {
  const refuse = (sentence: string) => new AppError('UNPROCESSABLE', sentence)
  const choice = choosePolicy(currentPolicies(state), input.kind, deriveRisks(input, generated.findings))
  if (choice.outcome === 'none') throw refuse(choice.reason)
  if (choice.policy.id !== policy.id) {
    throw refuse(`This plan is judged by the policy “${choice.policy.id}”, not by “${policy.id}”. Submit it again.`)
  }
  const missing = missingTicket(policy, input.case.ticket)
  if (missing !== null) throw refuse(missing)
  const unsatisfiable = whyUnsatisfiable(policy, whoCould(state, policy, authors))
  if (unsatisfiable !== null)
    throw refuse(`${unsatisfiable} Whoever asked for the change or wrote in it does not count.`)
}

// The signer's own check: a signature without a timestamp ends with its certificate.
function checkCertificateLasts({ key, options }: Authority, { statement }: GeneratedOutline): void {
  const last = statement.windows
    .map(({ notAfter }) => notAfter)
    .sort()
    .at(-1)
  if (options.timestamps || !key || last === undefined || key.notAfter >= new Date(last)) return
  throw new AppError(
    'UNPROCESSABLE',
    `The signing certificate ends on ${key.notAfter.toISOString().slice(0, 10)}, before the last window of this plan does on ${last.slice(0, 10)}. Install a newer certificate, or a timestamp authority.`,
  )
}

function parseSubmission(received: Submission): Submission {
  const parsed = submissionSchema.safeParse(received)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AppError(
    'BAD_INPUT',
    `The submission is malformed at ${issue?.path.join('.') || 'its top'}: ${issue?.message}.`,
  )
}

import { AppError } from '#core/errors/app-error.ts'
import { GENERATOR } from '#core/generate/generator.ts'
import type { Authority } from '#core/generate/types.ts'
import { choosePolicy, missingTicket } from '#core/policy/choose-policy.ts'
import type { Risk, SignerStatus } from '#core/protocol/protocol.ts'
import type { Mode, RequestKind } from '#core/statement/schemas.ts'

const refuse = (words: string) => new AppError('UNPROCESSABLE', words)

export interface Pinned {
  readonly mode: Mode
  readonly kind: RequestKind
  readonly requester: string
  /** Derived from the content; the signer derives them again. */
  readonly risks: readonly Risk[]
  /** Number of the change ticket, or empty. */
  readonly ticket: string
}

/**
 * Genesis and policy that a plan is pinned to, from what the signer says of itself. UNPROCESSABLE with words where it would
 * refuse the plan anyhow.
 */
export function pinAuthority(status: SignerStatus, { mode, kind, requester, risks, ticket }: Pinned): Authority {
  const { genesis, generator } = status
  if (!status.initialised || genesis === null) {
    throw refuse('The signer is not set up: nothing can be submitted until its trustees have founded it.')
  }
  if (status.mode !== mode) throw refuse(`The signer works in ${status.mode} mode, this portal in ${mode} mode.`)
  if (generator.version !== GENERATOR.version || generator.sourceSha256 !== GENERATOR.sourceSha256) {
    throw refuse(
      `The signer runs another version of the generator (${generator.version}). Install the same version on both sides, then submit again.`,
    )
  }
  if (!status.people.some(({ id, active }) => id === requester && active)) {
    throw refuse('The signer does not know you. Its people are kept apart from those of the portal.')
  }
  const choice = choosePolicy(status.policies, kind, risks)
  if (choice.outcome === 'none') throw refuse(choice.reason)
  const missing = missingTicket(choice.policy, ticket)
  if (missing !== null) throw refuse(missing)
  return { genesis, policy: choice.policy }
}

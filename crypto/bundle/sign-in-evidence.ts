import { signedTicketSchema } from '#core/protocol/protocol.ts'
import { readEvidence } from '#core/protocol/read-evidence.ts'
import { ACTION_OF } from '#core/protocol/ticket-action.ts'
import type { Decision } from '#core/statement/schemas.ts'
import { FormatError } from '../format-error.ts'
import { isTicketSigned } from './ticket-signature.ts'

const bad = (sentence: string) => new FormatError('BUNDLE', sentence)

/** Demo: the portal's ticket, signed by its key (raw Ed25519, base64url), vouches for this person and decision. Throws FormatError. */
export function checkSignInEvidence(decision: Decision, evidence: string, portalKey: string): void {
  const signed = readEvidence(signedTicketSchema, evidence)
  if (signed === null) throw bad('The evidence of a decision is malformed.')
  const { ticket } = signed
  if (!isTicketSigned(portalKey, signed)) {
    throw bad(`The decision of ${decision.person} is not vouched for by the portal.`)
  }
  const same =
    ticket.person === decision.person &&
    ticket.planDigest === decision.planDigest &&
    ticket.genesis === decision.genesis &&
    ticket.nonce === decision.nonce &&
    ticket.action === ACTION_OF[decision.decision]
  if (!same) throw bad(`The evidence of ${decision.person} is for another decision.`)
}

import { AppError } from '#core/errors/app-error.ts'
import { signedTicketSchema, type Ticket } from '#core/protocol/protocol.ts'
import { isTicketSigned } from '#crypto/bundle/ticket-signature.ts'
import type { Genesis } from '../state/state.ts'

/** A ticket lives one minute; a few seconds cover a step of the clock between two processes of one machine. */
export const TICKET_MS = 60_000
const GRACE_MS = 5_000

const refused = (sentence: string) => new AppError('FORBIDDEN', sentence)

/**
 * The portal's word for a signed-in person (demo only): signed by the key in the genesis, meant for this signer, not expired, and
 * valid for one minute at most. Whether it was used before is the caller's question. Throws AppError that says why.
 */
export function checkTicket(signed: unknown, genesis: Genesis, now: Date): Ticket {
  if (genesis.mode !== 'demo' || genesis.portalKey === null) {
    throw refused('This signer does not accept sign-in decisions.')
  }
  const parsed = signedTicketSchema.safeParse(signed)
  if (!parsed.success) throw refused('The ticket from the portal is malformed. Go back to the portal and try again.')
  const { ticket } = parsed.data
  if (!isTicketSigned(genesis.portalKey, parsed.data)) {
    throw refused('The ticket does not come from this signer’s portal.')
  }
  if (ticket.genesis !== genesis.digest) throw refused('The ticket was made for another signer.')
  const left = Date.parse(ticket.notAfter) - now.getTime()
  if (!(left > 0)) {
    throw refused('The ticket from the portal has expired; it lives one minute. Go back to the portal and try again.')
  }
  if (left > TICKET_MS + GRACE_MS) throw refused('The ticket is valid for too long.')
  return ticket
}

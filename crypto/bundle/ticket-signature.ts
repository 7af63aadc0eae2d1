import { createPublicKey, verify } from 'node:crypto'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import type { SignedTicket } from '#core/protocol/protocol.ts'

/** Is the ticket signed by this portal key (raw Ed25519, base64url)? A malformed key or signature is a no, never an exception. */
export function isTicketSigned(portalKey: string, { ticket, signature }: SignedTicket): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: portalKey }, format: 'jwk' })
    return verify(null, Buffer.from(canonicalJson(ticket), 'utf8'), key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

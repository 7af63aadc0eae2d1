import type { IncomingMessage } from 'node:http'
import type { PagesContext } from '../pages/context.ts'
import { enrolled } from '../trust/check-passkey.ts'
import type { Visit } from './ceremonies.ts'
import { visitId } from './requests.ts'

/** Who is here. FORBIDDEN for somebody whose passkey was revoked, or who was made inactive, since they signed in. */
export function currentVisit({ authority, ceremonies }: PagesContext, request: IncomingMessage): Visit | null {
  const visit = ceremonies.find(visitId(request))
  if (visit) enrolled(authority.ledger.state, visit.credentialId, visit.person)
  return visit
}

import 'server-only'
import { cookies } from 'next/headers'
import { config } from '#server/config.ts'
import type { Actor } from '#server/context.ts'
import { services } from '#server/services.ts'
import { readSession } from '#server/session/read-session.ts'
import { sessionCookieName } from './cookies.ts'
import { readClaim } from './session-claim.ts'

/** The signed-in person of a page or route handler, as the database knows them now; null when nobody is. */
export async function currentActor(): Promise<Actor | null> {
  const cookie = (await cookies()).get(sessionCookieName(config().MIM_GMSA_PORTAL_URL))
  const claim = await readClaim(cookie?.value)
  return claim && readSession(services(), claim)
}

import { decode, type JWT } from 'next-auth/jwt'
import { z } from 'zod'
import { config } from '#server/config.ts'
import type { SessionClaim } from '#server/session/sessions.ts'

/** Everything that the cookie carries beside what next-auth adds; no name, no role. */
const claimSchema = z.object({ token: z.string(), personId: z.string() })

export function claimOf(jwt: JWT | null): SessionClaim | null {
  return claimSchema.safeParse(jwt).data ?? null
}

/** The claim of a session cookie's value, or null when it is not ours, was changed or ran out. */
export async function readClaim(cookie: string | undefined): Promise<SessionClaim | null> {
  if (!cookie) return null
  try {
    return claimOf(await decode({ token: cookie, secret: config().MIM_GMSA_SESSION_SECRET }))
  } catch {
    return null
  }
}

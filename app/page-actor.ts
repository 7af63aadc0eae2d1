import 'server-only'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { signInAddress } from '#components/shell/next-path.ts'
import { sessionCookieName } from '#server/auth/cookies.ts'
import { currentActor } from '#server/auth/current-actor.ts'
import { config } from '#server/config.ts'
import type { Actor } from '#server/context.ts'
import { mayOpenPage, type PagePath } from '#server/permissions/pages.ts'

/** The signed-in person, or the way to the sign-in page and back here. Before an own passphrase only the account opens. */
export async function signedInActor(): Promise<Actor> {
  const actor = await currentActor()
  const path = (await headers()).get('x-path') ?? '/'
  if (!actor) {
    const hadSession = (await cookies()).has(sessionCookieName(config().MIM_GMSA_PORTAL_URL))
    redirect(signInAddress(path, hadSession ? 'ended' : undefined))
  }
  if (actor.mustChangePassword && path.split('?')[0] !== '/account') redirect('/account')
  return actor
}

/**
 * The signed-in person who may open this page; for everybody else there is no such page. Every page asks for itself, because a
 * layout is not made anew when somebody goes from page to page.
 */
export async function pageActor(path: PagePath): Promise<Actor> {
  const actor = await signedInActor()
  if (!mayOpenPage(actor, path, config().MIM_GMSA_MODE)) notFound()
  return actor
}

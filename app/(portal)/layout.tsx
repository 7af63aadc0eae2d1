import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { signInAddress } from '#components/shell/next-path.ts'
import { PortalShell } from '#components/shell/portal-shell.tsx'
import packageJson from '#package.json' with { type: 'json' }
import { sessionCookieName } from '#server/auth/cookies.ts'
import { currentActor } from '#server/auth/current-actor.ts'
import { config } from '#server/config.ts'
import { services } from '#server/services.ts'
import { readMe } from '#server/session/read-me.ts'

/** Everything but the sign-in page: needs a session, and an own passphrase before anything else. */
export default async function PortalLayout({ children }: { readonly children: ReactNode }) {
  const actor = await currentActor()
  const path = (await headers()).get('x-path') ?? '/'
  const settings = config()
  if (!actor) {
    const hadSession = (await cookies()).has(sessionCookieName(settings.MIM_GMSA_PORTAL_URL))
    redirect(signInAddress(path, hadSession ? 'ended' : undefined))
  }
  if (actor.mustChangePassword && path.split('?')[0] !== '/account') redirect('/account')
  const me = readMe({ ...services(), actor, address: null })
  return (
    <PortalShell me={me} demo={settings.MIM_GMSA_MODE === 'demo'} version={packageJson.version}>
      {children}
    </PortalShell>
  )
}

import type { ReactNode } from 'react'
import { signedInActor } from '#app/page-actor.ts'
import { PortalShell } from '#components/shell/portal-shell.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { expiryWarning } from '#core/keys/expiry.ts'
import packageJson from '#package.json' with { type: 'json' }
import { config } from '#server/config.ts'
import { services } from '#server/services.ts'
import { readMe } from '#server/session/read-me.ts'

/** Everything but the sign-in page: needs a session, and an own passphrase before anything else. */
export default async function PortalLayout({ children }: { readonly children: ReactNode }) {
  const actor = await signedInActor()
  const me = readMe({ ...services(), actor, address: null })
  const { certificateNotAfter } = services().signer.health()
  const warning =
    certificateNotAfter !== null && actor.roles.includes('administrator')
      ? expiryWarning(certificateNotAfter, services().clock())
      : null
  return (
    <PortalShell me={me} demo={config().MIM_GMSA_MODE === 'demo'} version={packageJson.version}>
      {warning ? (
        <Notice kind={warning.stage === 60 ? 'info' : 'warn'} className="mb-4" title="The signing certificate">
          {warning.sentence}
        </Notice>
      ) : null}
      {children}
    </PortalShell>
  )
}

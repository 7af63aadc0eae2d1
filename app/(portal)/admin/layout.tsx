import type { ReactNode } from 'react'
import { signedInActor } from '#app/page-actor.ts'
import { TabLinks } from '#components/ui/tab-links.tsx'
import { config } from '#server/config.ts'
import { mayOpenPage, type PagePath } from '#server/permissions/pages.ts'

const TABS: readonly { readonly href: PagePath; readonly label: string }[] = [
  { href: '/admin/people', label: 'People' },
  { href: '/admin/sign-in', label: 'Sign-in service' },
  { href: '/admin/tokens', label: 'API tokens' },
  { href: '/admin/settings', label: 'Settings' },
  { href: '/admin/notifications', label: 'Notifications' },
  { href: '/admin/signer', label: 'Signer' },
]

/** The tabs that this person may open; each page asks for itself again. */
export default async function AdministrationLayout({ children }: { readonly children: ReactNode }) {
  const actor = await signedInActor()
  const tabs = TABS.filter(({ href }) => mayOpenPage(actor, href, config().MIM_GMSA_MODE))
  return (
    <>
      {tabs.length > 1 ? <TabLinks label="Administration" items={tabs} /> : null}
      {children}
    </>
  )
}

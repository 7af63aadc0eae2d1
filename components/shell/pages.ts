import type { IconName } from '#components/ui/icon-paths.tsx'
import type { Role } from '#core/workflow/states.ts'

export interface PortalPage {
  readonly href: string
  readonly label: string
  readonly icon: IconName
  /** Where its other pages live; `href` when absent. */
  readonly section?: string
  /** The second key after `g`. */
  readonly key: string
  /** Absent: everybody. The server asks for itself; this only keeps dead links out of sight. */
  readonly roles?: readonly Role[]
}

const PAGES: readonly PortalPage[] = [
  { href: '/', label: 'Home', icon: 'home', key: 'h' },
  { href: '/requests', label: 'Requests', icon: 'list', key: 'r' },
  { href: '/discovery', label: 'Discovery', icon: 'server', key: 'd' },
  { href: '/audit', label: 'Audit', icon: 'audit', key: 'a', roles: ['auditor', 'administrator'] },
  {
    href: '/admin/people',
    section: '/admin',
    label: 'Administration',
    icon: 'people',
    key: 'p',
    roles: ['administrator'],
  },
  { href: '/admin/signer', section: '/admin', label: 'Signer', icon: 'server', key: 's', roles: ['auditor'] },
]

export const pagesFor = (roles: readonly Role[]): readonly PortalPage[] =>
  PAGES.filter((page) => !page.roles || page.roles.some((role) => roles.includes(role)))

export const isCurrent = ({ href, section = href }: PortalPage, pathname: string): boolean =>
  section === '/' ? pathname === '/' : pathname === section || pathname.startsWith(`${section}/`)

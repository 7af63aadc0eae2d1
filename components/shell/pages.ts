import type { IconName } from '#components/ui/icon-paths.tsx'
import type { Role } from '#core/workflow/states.ts'

export interface PortalPage {
  readonly href: string
  readonly label: string
  readonly icon: IconName
  /** The second key after `g`. */
  readonly key: string
  /** Absent: everybody. The server asks for itself; this only keeps dead links out of sight. */
  readonly roles?: readonly Role[]
}

const PAGES: readonly PortalPage[] = [
  { href: '/', label: 'Home', icon: 'home', key: 'h' },
  { href: '/requests', label: 'Requests', icon: 'list', key: 'r' },
  { href: '/audit', label: 'Audit', icon: 'audit', key: 'a', roles: ['auditor', 'administrator'] },
  { href: '/people', label: 'People', icon: 'people', key: 'p', roles: ['administrator'] },
]

export const pagesFor = (roles: readonly Role[]): readonly PortalPage[] =>
  PAGES.filter((page) => !page.roles || page.roles.some((role) => roles.includes(role)))

export const isCurrent = (page: PortalPage, pathname: string): boolean =>
  page.href === '/' ? pathname === '/' : pathname === page.href || pathname.startsWith(`${page.href}/`)

'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Icon } from '#components/ui/icon.tsx'
import { Link } from '#components/ui/link.tsx'
import type { Role } from '#core/workflow/states.ts'
import { isCurrent, pagesFor } from './pages.ts'

const REFRESH_MS = 30_000

/** In the bar on wide screens, a bar of its own at the bottom of phones. */
export function MainNav({ roles }: { readonly roles: readonly Role[] }) {
  const pathname = usePathname()
  const trpc = useTRPC()
  const home = useQuery(trpc.home.view.queryOptions(undefined, { refetchInterval: REFRESH_MS }))
  const waiting = home.data?.waiting.length ?? 0
  return (
    <nav
      aria-label="Main"
      className="flex gap-0.5 self-stretch max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:h-[calc(3.625rem+env(safe-area-inset-bottom))] max-sm:gap-0 max-sm:border-rule-2 max-sm:border-t max-sm:bg-sheet max-sm:pb-[env(safe-area-inset-bottom)]"
    >
      {pagesFor(roles).map((page) => (
        <Link
          key={page.href}
          href={page.href}
          aria-current={isCurrent(page, pathname) ? 'page' : undefined}
          className="relative -mb-px flex items-center gap-[7px] border-transparent border-b-2 px-3 text-ink-2 no-underline hover:bg-sunk hover:text-ink focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:font-bold aria-[current]:text-ink forced-colors:not-aria-[current]:border-[Canvas] max-sm:mt-[-1px] max-sm:mb-0 max-sm:flex-1 max-sm:flex-col max-sm:justify-center max-sm:gap-[3px] max-sm:border-t-3 max-sm:border-b-0 max-sm:px-0 max-sm:text-xs"
        >
          <Icon name={page.icon} className="size-5 sm:hidden" />
          {page.label}
          {page.href === '/' && waiting > 0 ? <Count waiting={waiting} /> : null}
        </Link>
      ))}
    </nav>
  )
}

function Count({ waiting }: { readonly waiting: number }) {
  return (
    <span className="min-w-[18px] rounded bg-accent px-[5px] text-center font-bold text-on-accent text-xs leading-[18px] max-sm:absolute max-sm:top-[3px] max-sm:left-[calc(50%+7px)] max-sm:min-w-4 max-sm:px-1 max-sm:leading-[15px]">
      {waiting}
      <span className="sr-only"> {waiting === 1 ? 'thing waits' : 'things wait'} for you</span>
    </span>
  )
}

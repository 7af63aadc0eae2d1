'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Link } from './link.tsx'

export interface TabLink {
  readonly href: string
  readonly label: ReactNode
  /** `3`, `1 of 2`: quiet, behind the word. */
  readonly count?: ReactNode
}

/** Tabs that are pages: each has its own address. */
export function TabLinks({ label, items }: { readonly label: string; readonly items: readonly TabLink[] }) {
  const pathname = usePathname()
  return (
    <nav
      aria-label={label}
      data-print="hide"
      className="scroll-quiet mb-6 flex gap-0.5 overflow-x-auto border-rule border-b max-sm:-mx-4 max-sm:px-2"
    >
      {items.map(({ href, label: word, count }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? 'page' : undefined}
          className="-mb-px whitespace-nowrap border-transparent border-b-2 px-3 pt-2 pb-[9px] text-ink-2 no-underline hover:text-ink focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:font-bold aria-[current]:text-ink forced-colors:not-aria-[current]:border-[Canvas] max-sm:px-2.5 max-sm:py-3"
        >
          {word}
          {count === undefined || count === null ? null : <> {count}</>}
        </Link>
      ))}
    </nav>
  )
}

import type { ReactNode } from 'react'
import { Link } from '#components/ui/link.tsx'
import { Mark } from './mark.tsx'

/** The bar alone, for pages that stand outside the portal's own frame. */
export function BareFrame({ children }: { readonly children: ReactNode }) {
  return (
    <div className="min-h-dvh">
      <header className="border-rule border-b bg-sheet">
        <div className="mx-auto flex h-(--bar-height) max-w-[84rem] items-center px-8 max-sm:px-4">
          <Link href="/" className="flex items-center gap-2.5 font-bold text-ink no-underline hover:text-ink">
            <Mark />
            MIM gMSA portal
          </Link>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto max-w-[84rem] px-8 pt-6 pb-12 outline-none max-sm:px-4">
        {children}
      </main>
    </div>
  )
}

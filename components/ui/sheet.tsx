import type { ReactNode } from 'react'
import { cn } from './class-names.ts'
import { Link } from './link.tsx'

interface PageHeadProps {
  readonly title: ReactNode
  readonly lead?: ReactNode
  readonly crumbs?: readonly { readonly label: ReactNode; readonly href?: string }[]
  readonly actions?: ReactNode
}

/** Where I am, what this is, what I can do. */
export function PageHead({ title, lead, crumbs = [], actions }: PageHeadProps) {
  return (
    <header className="mb-4">
      {crumbs.length > 0 ? (
        <nav aria-label="Where this page is" className="mb-0.5">
          <ol className="flex flex-wrap gap-x-2 gap-y-1 text-ink-3 text-sm">
            {crumbs.map(({ label, href }, index) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: the path is an ordered list
                key={index}
                className="py-[3px] not-first:before:mr-2 not-first:before:text-rule-2 not-first:before:content-['/']"
              >
                {href ? (
                  <Link href={href} look="quiet" className="py-[3px]">
                    {label}
                  </Link>
                ) : (
                  label
                )}
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="min-w-0 flex-[1_1_27rem]">
          <h1>{title}</h1>
          {lead ? <div className="mt-1 max-w-[92ch] text-pretty text-ink-2">{lead}</div> : null}
        </div>
        {actions ? (
          <div
            data-print="hide"
            className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0 max-sm:w-full max-sm:*:flex-1"
          >
            {actions}
          </div>
        ) : null}
      </div>
    </header>
  )
}

interface SheetProps {
  readonly children: ReactNode
  /** Facts and findings beside the main column, below it on narrow screens. */
  readonly margin?: ReactNode
  /** Name of the margin column for assistive software. */
  readonly marginLabel?: string
  readonly className?: string
}

/** The one white sheet of a page. Never inside another one. */
export function Sheet({ children, margin, marginLabel = 'Facts', className }: SheetProps) {
  const frame = 'rounded border border-rule bg-sheet max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0'
  if (margin === undefined) return <div className={cn(frame, className)}>{children}</div>
  return (
    <div className={cn(frame, 'grid md:grid-cols-[minmax(0,1fr)_22rem]', className)}>
      <div className="min-w-0">{children}</div>
      <aside
        aria-label={marginLabel}
        className="min-w-0 border-rule bg-sunk max-md:border-t md:border-l md:[--section-x:1.25rem]"
      >
        {margin}
      </aside>
    </div>
  )
}

interface SectionProps {
  readonly title: ReactNode
  readonly children: ReactNode
  /** Quiet words, a link or a mark at the end of the head. */
  readonly end?: ReactNode
  readonly id?: string
  readonly className?: string
  readonly level?: 2 | 3
}

/** A section under a 2 px ink rule. */
export function Section({ title, children, end, id, className, level = 2 }: SectionProps) {
  const Heading = `h${level}` as const
  return (
    <section
      id={id}
      className={cn('px-4 pt-2 pb-4 first:pt-4 sm:px-(--section-x,1.5rem) sm:pb-6 sm:first:pt-6', className)}
    >
      <SectionHead end={end}>
        <Heading className="text-lg">{title}</Heading>
      </SectionHead>
      {children}
    </section>
  )
}

/** The rule and the line below it, for sections that need another frame. */
export function SectionHead({ children, end }: { readonly children: ReactNode; readonly end?: ReactNode }) {
  return (
    <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-ink border-t-2 pt-[9px]">
      {children}
      {end ? <div className="ml-auto text-ink-3 text-sm">{end}</div> : null}
    </div>
  )
}

import type { ReactNode } from 'react'
import { cn } from './class-names.ts'
import { Icon } from './icon.tsx'

interface DisclosureProps {
  readonly summary: ReactNode
  readonly children: ReactNode
  readonly open?: boolean
  /** `row`: ruled, full width, mark at the end. `inline`: in running text, mark in front. */
  readonly look?: 'row' | 'inline'
  readonly className?: string
}

/** The browser's own details: found by its search, works without script. */
export function Disclosure({ summary, children, open = false, look = 'row', className }: DisclosureProps) {
  const row = look === 'row'
  return (
    <details open={open} className={cn('group', row && 'border-rule border-y [&+&]:border-t-0', className)}>
      <summary
        className={cn(
          'flex list-none items-center gap-2 font-medium hover:text-accent-hover',
          row ? 'min-h-11 py-[11px]' : 'min-h-6 text-accent max-sm:min-h-11',
        )}
      >
        {row ? null : <Icon name="chevronRight" className="transition-transform group-open:rotate-90" />}
        {summary}
        {row ? <Icon name="chevronDown" className="ml-auto transition-transform group-open:rotate-180" /> : null}
      </summary>
      <div className={row ? 'pb-4' : 'mt-2'}>{children}</div>
    </details>
  )
}

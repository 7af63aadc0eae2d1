import type { ReactNode } from 'react'
import { cn } from '#components/ui/class-names.ts'

/** Fields side by side where there is room. */
export function FieldGrid({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return <div className={cn('grid items-start gap-x-6 gap-y-4 sm:grid-cols-2', className)}>{children}</div>
}

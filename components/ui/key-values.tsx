import type { ReactNode } from 'react'
import { cn } from './class-names.ts'

export interface KeyValue {
  readonly key: string
  readonly value: ReactNode
}

/** Facts, one a line: the word in a quiet column, the value beside it. */
export function KeyValues({ items, className }: { readonly items: readonly KeyValue[]; readonly className?: string }) {
  return (
    <dl className={cn('grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm', className)}>
      {items.map(({ key, value }) => (
        <div key={key} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-ink-3">{key}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

import { cn } from './class-names.ts'

/** A bar where a line of text will stand. */
export function SkeletonLine({ className }: { readonly className?: string }) {
  return <span aria-hidden="true" className={cn('block h-3 w-full animate-pulse rounded-[2px] bg-rule', className)} />
}

const WIDTHS = ['w-[62%]', 'w-full', 'w-[84%]', 'w-[71%]', 'w-[93%]']

/** Lines of final height; `label` says what is loading. */
export function Skeleton({ label, lines = 3, className }: { label: string; lines?: number; className?: string }) {
  return (
    <div role="status" className={cn('grid gap-2 py-1', className)}>
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike
        <SkeletonLine key={index} className={WIDTHS[index % WIDTHS.length] ?? 'w-full'} />
      ))}
    </div>
  )
}

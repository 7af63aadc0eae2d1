import { cn } from './class-names.ts'
import { ICON_PATHS, type IconName } from './icon-paths.tsx'

/** Always beside a word, so it is hidden from assistive software. */
export function Icon({ name, className }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={cn('block size-4 shrink-0 fill-none stroke-current', className)}
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {ICON_PATHS[name]}
    </svg>
  )
}

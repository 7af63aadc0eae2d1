'use client'

import { cn } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import { Time } from '#components/ui/time.tsx'
import { useRequest } from '../data/request-provider.tsx'

/** How old the data on the page is, always; in words of warning since when it could not be read again. */
export function Age({ className }: { readonly className?: string }) {
  const { readAt, live, stale } = useRequest()
  return (
    <p
      className={cn('flex items-center gap-1.5 text-sm', stale ? 'font-medium text-warn' : 'text-ink-3', className)}
      role={stale ? 'status' : undefined}
    >
      {stale ? <Icon name="warning" /> : null}
      <span>
        {stale ? 'Old, the portal does not answer. Read ' : 'Read '}
        <Time value={readAt} show="clock with seconds" zone={false} />
        {live ? <span className="max-sm:hidden">, again by itself</span> : null}
      </span>
    </p>
  )
}

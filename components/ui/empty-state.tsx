import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

interface EmptyStateProps {
  readonly title: ReactNode
  /** What will appear here, and how. */
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly level?: 2 | 3
}

export function EmptyState({ title, children, action, level = 3 }: EmptyStateProps) {
  const Heading = `h${level}` as const
  return (
    <div className="max-w-[52ch] py-5">
      <Heading className="text-md">{title}</Heading>
      {children ? <div className="text-ink-2">{children}</div> : null}
      {action ? <div className="mt-3 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  )
}

interface ErrorStateProps {
  /** What happened. */
  readonly title: ReactNode
  /** What is safe, and what happens next by itself. */
  readonly children?: ReactNode
  readonly onRetry?: (() => void) | undefined
  readonly retryLabel?: string
  readonly busy?: boolean
  readonly action?: ReactNode
}

export function ErrorState({
  title,
  children,
  onRetry,
  retryLabel = 'Try again',
  busy = false,
  action,
}: ErrorStateProps) {
  const retry = onRetry ? (
    <Button size="small" onClick={onRetry} busy={busy}>
      {retryLabel}
    </Button>
  ) : null
  return (
    <Notice
      kind="error"
      title={title}
      live
      action={
        retry || action ? (
          <>
            {retry}
            {action}
          </>
        ) : undefined
      }
    >
      {children}
    </Notice>
  )
}

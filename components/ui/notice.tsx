import type { ReactNode } from 'react'
import { cn } from './class-names.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.tsx'
import { TONE_TEXT, TONE_WASH, type Tone } from './tone.ts'

export type NoticeKind = 'info' | 'ok' | 'warn' | 'error' | 'demo' | 'blocked'

const LOOK: Readonly<Record<NoticeKind, { tone: Tone; icon: IconName; edge: string }>> = {
  info: { tone: 'wait', icon: 'information', edge: 'border-wait' },
  ok: { tone: 'ok', icon: 'completed', edge: 'border-ok' },
  warn: { tone: 'warn', icon: 'warning', edge: 'border-warn' },
  error: { tone: 'err', icon: 'fail', edge: 'border-err' },
  demo: { tone: 'warn', icon: 'warning', edge: 'border-warn' },
  blocked: { tone: 'wait', icon: 'lock', edge: 'border-wait' },
}

interface NoticeProps {
  readonly kind: NoticeKind
  readonly title?: ReactNode
  readonly children?: ReactNode
  /** Buttons or links below the words. */
  readonly action?: ReactNode
  /** Read aloud at once, because it appeared after what the person did. */
  readonly live?: boolean
  readonly className?: string
}

/** What happened, what is safe, what happens next. */
export function Notice({ kind, title, children, action, live = false, className }: NoticeProps) {
  const { tone, icon, edge } = LOOK[kind]
  return (
    <div
      role={live ? (kind === 'error' ? 'alert' : 'status') : undefined}
      className={cn('flex gap-2.5 border-l-3 px-3 py-2.5', edge, TONE_WASH[tone], className)}
    >
      <Icon name={icon} className={cn('mt-0.5', TONE_TEXT[tone])} />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-bold">{title}</p> : null}
        {children ? <div className="text-ink-2">{children}</div> : null}
        {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  )
}

import type { ReactNode } from 'react'
import { cn } from './class-names.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.tsx'
import { TONE_TEXT, TONE_WASH, type Tone } from './tone.ts'

interface StatusMarkProps {
  readonly icon: IconName
  readonly tone: Tone
  readonly children: ReactNode
  /** A framed badge; without it shape and word stand in the line. */
  readonly boxed?: boolean
  readonly className?: string
}

/** Shape, colour and word, in that order of trust. */
export function StatusMark({ icon, tone, children, boxed = false, className }: StatusMarkProps) {
  const box = boxed && ['rounded border border-current py-px pr-2 pl-[5px] text-sm leading-5', TONE_WASH[tone]]
  return (
    <span
      className={cn('inline-flex items-center gap-1.5 whitespace-nowrap font-medium', TONE_TEXT[tone], box, className)}
    >
      <Icon name={icon} />
      {children}
    </span>
  )
}

import type { Severity } from '#core/findings/finding.ts'
import { cn } from './class-names.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-paths.tsx'
import { StatusMark } from './status-mark.tsx'
import { TONE_TEXT, type Tone } from './tone.ts'

export const SEVERITY_LOOK: Readonly<Record<Severity, { icon: IconName; tone: Tone; word: string }>> = {
  error: { icon: 'error', tone: 'err', word: 'Error' },
  warning: { icon: 'warning', tone: 'warn', word: 'Warning' },
  information: { icon: 'information', tone: 'wait', word: 'Information' },
}

/** Shape and word of a severity; `boxed` frames it. */
export function SeverityMark({ severity, boxed = false }: { readonly severity: Severity; readonly boxed?: boolean }) {
  const { icon, tone, word } = SEVERITY_LOOK[severity]
  return (
    <StatusMark icon={icon} tone={tone} boxed={boxed}>
      {word}
    </StatusMark>
  )
}

/** The shape alone, where the word stands elsewhere in the same row. */
export function SeverityShape({ severity, className }: { readonly severity: Severity; readonly className?: string }) {
  const { icon, tone } = SEVERITY_LOOK[severity]
  return <Icon name={icon} className={cn(TONE_TEXT[tone], className)} />
}

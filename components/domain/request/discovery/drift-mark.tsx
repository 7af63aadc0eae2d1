import type { IconName } from '#components/ui/icon-paths.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { DriftSeverity } from '#core/discovery/drift-rules.ts'

const LOOKS: Readonly<Record<DriftSeverity | 'none', { icon: IconName; tone: Tone; word: string }>> = {
  blocks: { icon: 'error', tone: 'err', word: 'Blocks' },
  warns: { icon: 'warning', tone: 'warn', word: 'Look at it' },
  information: { icon: 'information', tone: 'wait', word: 'Information' },
  none: { icon: 'done', tone: 'ok', word: 'As approved' },
}

/** Null: everything that was looked at is as approved. */
export function DriftMark({ severity }: { readonly severity: DriftSeverity | null }) {
  const { icon, tone, word } = LOOKS[severity ?? 'none']
  return (
    <StatusMark icon={icon} tone={tone}>
      {word}
    </StatusMark>
  )
}

import { cn } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import type { IconName } from '#components/ui/icon-paths.tsx'
import { STATE_LOOK } from '#components/ui/state-badge.tsx'
import { Time } from '#components/ui/time.tsx'
import { TONE_TEXT } from '#components/ui/tone.ts'
import type { LifeStep } from './life.ts'

const SPOKEN: Readonly<Record<LifeStep['place'], string>> = {
  past: 'done',
  now: 'now',
  coming: 'still to come',
  never: 'not reached',
}

const BESIDE = ['rejected', 'withdrawn', 'changes requested', 'expired', 'recalled', 'rolled back']

/** Where the request stands. On phones only the present is spelled out; the strokes still show how far it is. */
export function LifeLine({ steps }: { readonly steps: readonly LifeStep[] }) {
  return (
    <ol aria-label="Life of this request" className="mb-5 flex">
      {steps.map((step) => (
        <Step key={step.state} {...step} />
      ))}
    </ol>
  )
}

function Step({ state, place, at, words }: LifeStep) {
  const now = place === 'now'
  const beside = now && BESIDE.includes(state)
  return (
    <li
      aria-current={now ? 'step' : undefined}
      className={cn(
        'relative min-w-0 flex-1 pr-2.5 text-ink-3 text-sm max-sm:border-t-4 max-sm:pt-1.5',
        now ? 'border-t-4 pt-[7px] font-bold text-ink max-sm:flex-4' : 'border-t-2 pt-[9px]',
        edge(place, beside),
        place === 'past' && 'text-ink-2',
      )}
    >
      <span className={cn('flex items-center gap-1.5', now ? 'max-sm:whitespace-nowrap' : 'max-sm:sr-only')}>
        <Icon name={iconOf(state, place)} className={now ? TONE_TEXT[beside ? STATE_LOOK[state].tone : 'seal'] : ''} />
        {state}
        <span className="sr-only">, {SPOKEN[place]}</span>
      </span>
      <span
        className={cn(
          'block min-h-4 font-normal text-ink-3 text-xs sm:ml-[22px]',
          now ? 'max-sm:whitespace-nowrap' : 'max-sm:sr-only',
        )}
      >
        {at ? <Time value={at} zone={false} /> : words}
      </span>
    </li>
  )
}

function edge(place: LifeStep['place'], beside: boolean): string {
  if (place === 'now') return beside ? 'border-ink' : 'border-accent'
  return place === 'past' ? 'border-ink' : 'border-rule'
}

function iconOf(state: LifeStep['state'], place: LifeStep['place']): IconName {
  if (place === 'past') return 'done'
  return place === 'now' ? STATE_LOOK[state].icon : 'dot'
}

'use client'

import { useId } from 'react'
import { cn } from '#components/ui/class-names.ts'
import type { Choice, Difference } from '../model/difference.ts'
import { differenceName } from '../model/difference-name.ts'
import type { Draft } from '../model/draft.ts'
import { valueText } from '../model/value-text.ts'

interface DifferenceRowProps {
  readonly difference: Difference
  readonly drafts: { readonly mine: Draft; readonly theirs: Draft }
  readonly theirName: string
  readonly choice: Choice | null
  readonly onChoose: (choice: Choice) => void
}

/** One place, both values, and which of them shall hold. */
export function DifferenceRow({ difference, drafts, theirName, choice, onChoose }: DifferenceRowProps) {
  const name = useId()
  const sides = [
    { side: 'mine', who: 'Yours', value: difference.mine },
    { side: 'theirs', who: theirName, value: difference.theirs },
  ] as const
  return (
    <li className={cn('border-rule border-t py-3', choice === null && 'shadow-[inset_3px_0_0_var(--color-warn)] pl-3')}>
      <fieldset>
        <legend className="mb-1.5 font-medium [overflow-wrap:anywhere]">
          {differenceName(difference, drafts)}
          {difference.changedBy === 'both' ? <span className="font-normal text-warn"> changed by both</span> : null}
        </legend>
        <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
          {sides.map(({ side, who, value }) => (
            <label key={side} className="flex min-h-6 cursor-pointer items-start gap-2.5 max-sm:min-h-11">
              <input
                type="radio"
                name={name}
                checked={choice === side}
                onChange={() => onChoose(side)}
                className="mt-px size-[18px] shrink-0 cursor-pointer accent-accent"
              />
              <span className="min-w-0">
                <span className="block text-ink-3 text-sm">{who}</span>
                <span className="[overflow-wrap:anywhere]">{valueText(value)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </li>
  )
}

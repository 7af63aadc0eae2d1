'use client'

import { useId, useState } from 'react'
import { ABSENT } from '#components/domain/wizard/model/difference.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { KEEP_FORM, type MergeConflict } from '#core/discovery/merge-result.ts'
import type { Environment } from '#core/environment/environment.ts'
import { sourceWords } from './source-words.ts'
import { discoveryPlace, discoveryValue } from './words.ts'

const SHOWN = 50

interface ConflictListProps {
  readonly conflicts: readonly MergeConflict[]
  readonly environment: Environment
  readonly onChoose: (choices: Readonly<Record<string, string>>) => void
}

/** Where the form and the files disagree: every value side by side, and nothing is decided before the person does. */
export function ConflictList({ conflicts, environment, onChoose }: ConflictListProps) {
  const [limit, setLimit] = useState(SHOWN)
  const all = (pick: (conflict: MergeConflict) => string) =>
    onChoose(Object.fromEntries(conflicts.map((conflict) => [conflict.key, pick(conflict)])))
  const unambiguous = conflicts.every(({ options }) => options.length === 1)
  return (
    <section aria-label="Conflicts">
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <h3 className="mr-auto text-md">These places need your choice</h3>
        <Button size="small" onClick={() => all(() => KEEP_FORM)}>
          Keep the form everywhere
        </Button>
        {unambiguous ? (
          <Button size="small" onClick={() => all(({ options }) => options[0]?.id ?? KEEP_FORM)}>
            Take the files everywhere
          </Button>
        ) : null}
      </div>
      <ul>
        {conflicts.slice(0, limit).map((conflict) => (
          <ConflictRow key={conflict.key} conflict={conflict} environment={environment} onChoose={onChoose} />
        ))}
      </ul>
      {conflicts.length > limit ? (
        <Button size="small" onClick={() => setLimit(limit + SHOWN)}>
          Show {Math.min(SHOWN, conflicts.length - limit)} more
        </Button>
      ) : null}
    </section>
  )
}

interface ConflictRowProps extends Omit<ConflictListProps, 'conflicts'> {
  readonly conflict: MergeConflict
}

function ConflictRow({ conflict, environment, onChoose }: ConflictRowProps) {
  const name = useId()
  const { key, path, form, options, chosen } = conflict
  const sides = [
    { id: KEEP_FORM, who: 'The form', value: form },
    ...options.map(({ id, value, sources }) => ({ id, who: sourceWords(sources), value })),
  ]
  return (
    <li className={cn('border-rule border-t py-3', chosen === null && 'shadow-[inset_3px_0_0_var(--color-warn)] pl-3')}>
      <fieldset>
        <legend className="mb-1.5 font-medium [overflow-wrap:anywhere]">{discoveryPlace(environment, path)}</legend>
        <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
          {sides.map(({ id, who, value }) => (
            <label key={id} className="flex min-h-6 cursor-pointer items-start gap-2.5 max-sm:min-h-11">
              <input
                type="radio"
                name={name}
                checked={chosen === id}
                onChange={() => onChoose({ [key]: id })}
                className="mt-px size-[18px] shrink-0 cursor-pointer accent-accent"
              />
              <span className="min-w-0">
                <span className="block text-ink-3 text-sm first-letter:uppercase">{who}</span>
                <span className="[overflow-wrap:anywhere]">{discoveryValue(value === undefined ? ABSENT : value)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </li>
  )
}

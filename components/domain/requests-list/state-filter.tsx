'use client'

import { DropdownMenu } from 'radix-ui'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { StateBadge } from '#components/ui/state-badge.tsx'
import { REQUEST_STATES, type RequestState } from '#core/workflow/states.ts'

interface StateFilterProps {
  readonly chosen: readonly RequestState[]
  readonly onChange: (states: readonly RequestState[]) => void
}

const itemStyle =
  'flex min-h-8 cursor-pointer items-center gap-2.5 px-3 py-1 outline-none max-sm:min-h-11 data-highlighted:bg-accent-wash data-highlighted:shadow-[inset_3px_0_0_var(--color-accent)]'

/** Any number of states; the list stays open while states are ticked. */
export function StateFilter({ chosen, onChange }: StateFilterProps) {
  const toggle = (state: RequestState) =>
    onChange(chosen.includes(state) ? chosen.filter((one) => one !== state) : [...chosen, state])
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button className="justify-between font-normal max-sm:w-full">
          <span className="min-w-0 truncate">
            <span className="font-medium">State:</span> {summary(chosen)}
          </span>
          <Icon name="chevronDown" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="z-40 max-h-[70vh] min-w-56 animate-appear overflow-y-auto rounded border border-rule-2 bg-raised py-1 shadow-float"
        >
          {REQUEST_STATES.map((state) => (
            <DropdownMenu.CheckboxItem
              key={state}
              checked={chosen.includes(state)}
              onCheckedChange={() => toggle(state)}
              onSelect={(event) => event.preventDefault()}
              className={itemStyle}
            >
              <span className="grid size-4 place-items-center">
                <DropdownMenu.ItemIndicator>
                  <Icon name="done" />
                </DropdownMenu.ItemIndicator>
              </span>
              <StateBadge state={state} boxed={false} />
            </DropdownMenu.CheckboxItem>
          ))}
          <DropdownMenu.Separator className="my-1 border-rule border-t" />
          <DropdownMenu.Item className={itemStyle} onSelect={() => onChange([])}>
            <span className="size-4" />
            All states
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function summary(chosen: readonly RequestState[]): string {
  if (chosen.length === 0) return 'all'
  return chosen.length <= 2 ? chosen.join(', ') : `${chosen.length} of ${REQUEST_STATES.length}`
}

'use client'

import { Command } from 'cmdk'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { useReturnFocus } from '#components/ui/use-return-focus.ts'
import type { Role } from '#core/workflow/states.ts'
import { PaletteGroup } from './palette-group.tsx'
import { usePaletteGroups } from './use-palette-groups.tsx'

interface FindPaletteProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly roles: readonly Role[]
}

/** Ctrl K: requests, pages, theme, sign out. */
export function FindPalette({ open, onOpenChange, roles }: FindPaletteProps) {
  const focus = useReturnFocus()
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
        <Dialog.Content
          {...focus}
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-40 w-[calc(100vw-2rem)] max-w-[35rem] -translate-x-1/2 animate-appear overflow-hidden rounded border border-rule-2 bg-raised shadow-float focus:outline-none max-sm:top-4"
        >
          <Dialog.Title className="sr-only">Find</Dialog.Title>
          <Finder roles={roles} onDone={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Finder({ roles, onDone }: { readonly roles: readonly Role[]; readonly onDone: () => void }) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState('')
  const groups = usePaletteGroups({ text, roles, onDone })
  const ids = groups.flatMap(({ entries }) => entries.map(({ id }) => id))
  // What was chosen may be gone after the next letter, and requests arrive late: then the first one counts.
  const current = ids.includes(chosen) ? chosen : (ids[0] ?? '')
  return (
    <Command label="Find" shouldFilter={false} loop value={current} onValueChange={setChosen}>
      <Command.Input
        value={text}
        onValueChange={(next) => {
          setText(next)
          setChosen('')
        }}
        placeholder="Number, title or page"
        className="min-h-[46px] w-full border-rule border-b bg-raised px-3.5 text-[1rem] focus-visible:-outline-offset-2"
      />
      <Command.List label="Results" className="max-h-[min(60vh,26rem)] overflow-y-auto py-1">
        {groups.map((group) => (
          <PaletteGroup key={group.heading} {...group} />
        ))}
      </Command.List>
    </Command>
  )
}

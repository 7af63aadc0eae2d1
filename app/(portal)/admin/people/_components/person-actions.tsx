'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuRule } from '#components/ui/menu.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toaster.tsx'
import type { PersonView } from '#server/people/views.ts'
import type { Question } from './people.tsx'

interface PersonActionsProps {
  readonly person: PersonView
  readonly own: boolean
  readonly onAsk: (question: Question) => void
}

export function PersonActions({ person, own, onAsk }: PersonActionsProps) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.people.list.queryKey() })
  const switchAccount = useMutation(trpc.people.setActive.mutationOptions({ onSuccess: refresh }))
  const setActive = (active: boolean) =>
    switchAccount.mutate(
      { personId: person.id, active },
      {
        onSuccess: () =>
          toast({
            text: active ? `${person.name} can sign in again.` : `${person.name} is disabled and signed out.`,
            undo: { onUndo: () => setActive(!active) },
          }),
      },
    )
  return (
    <>
      <Menu
        trigger={
          <Button size="small" icon="more" busy={switchAccount.isPending} aria-label={`Change ${person.name}`}>
            Change
          </Button>
        }
      >
        <MenuItem icon="people" onSelect={() => onAsk({ ask: 'roles', person })}>
          Roles…
        </MenuItem>
        <MenuItem
          icon="passkey"
          blocked={own ? 'Change your own under Account.' : null}
          onSelect={() => onAsk({ ask: 'reset', person })}
        >
          New one-time passphrase…
        </MenuItem>
        <MenuRule />
        {person.active ? (
          <MenuItem icon="withdrawn" danger onSelect={() => setActive(false)}>
            Disable and sign out
          </MenuItem>
        ) : (
          <MenuItem icon="done" onSelect={() => setActive(true)}>
            Enable
          </MenuItem>
        )}
      </Menu>
      {switchAccount.isError ? (
        <Notice kind="error" live className="mt-2 min-w-56 whitespace-normal text-left text-sm">
          {errorWords(switchAccount.error).message}
        </Notice>
      ) : null}
    </>
  )
}

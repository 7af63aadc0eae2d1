'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { roleLine } from '#components/shell/role-words.ts'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { ROLES, type Role } from '#core/workflow/states.ts'
import type { PersonView } from '#server/people/views.ts'
import { RoleChoice } from './role-choice.tsx'

export function RolesDialog({ person, onClose }: { readonly person: PersonView; readonly onClose: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [roles, setRoles] = useState<readonly Role[]>(person.ownRoles)
  const change = useMutation(
    trpc.people.setRoles.mutationOptions({
      onSuccess: () => {
        const now = ROLES.filter((role) => roles.includes(role) || person.groupRoles.includes(role))
        toast({ text: `${person.name} is now ${roleLine(now).toLowerCase()}.` })
        onClose()
        return queryClient.invalidateQueries({ queryKey: trpc.people.list.queryKey() })
      },
    }),
  )
  const same = roles.join() === person.ownRoles.join()
  const none = roles.length === 0 && person.groupRoles.length === 0
  const blocked = none ? 'At least one role is needed.' : same ? 'Nothing is changed yet.' : null
  return (
    <Dialog
      open
      onOpenChange={onClose}
      busy={change.isPending}
      title={`Roles of ${person.name}`}
      description="They count from the next thing that the person does; nobody has to sign in again."
      footer={
        <>
          <Button onClick={onClose}>Keep as they are</Button>
          <Button
            variant="main"
            busy={change.isPending}
            blocked={blocked}
            reason="hidden"
            onClick={() => change.mutate({ personId: person.id, roles: [...roles] })}
          >
            Change roles
          </Button>
        </>
      }
    >
      <div className="mt-4 grid gap-3">
        {person.groupRoles.length > 0 ? (
          <p className="text-ink-2 text-sm">
            Groups of the sign-in service give {roleLine(person.groupRoles).toLowerCase()} besides; that is changed
            under Sign-in service.
          </p>
        ) : null}
        <RoleChoice roles={roles} onChange={setRoles} error={none ? 'At least one role is needed.' : null} />
        {change.isError ? (
          <Notice kind="error" title="The roles are as before" live>
            {errorWords(change.error).message}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  )
}

'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { Role } from '#core/workflow/states.ts'
import type { RoleMapping } from '#server/role-mappings/role-mappings.ts'
import { RoleChoice } from '../../people/_components/role-choice.tsx'

interface MappingDialogProps {
  /** Null: a new one. */
  readonly mapping: RoleMapping | null
  readonly onClose: () => void
}

export function MappingDialog({ mapping, onClose }: MappingDialogProps) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const formId = useId()
  const [group, setGroup] = useState(mapping?.group ?? '')
  const [roles, setRoles] = useState<readonly Role[]>(mapping?.roles ?? [])
  const set = useMutation(
    trpc.roleMappings.set.mutationOptions({
      onSuccess: () => {
        onClose()
        return Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.roleMappings.list.queryKey() }),
          queryClient.invalidateQueries({ queryKey: trpc.identities.list.queryKey() }),
        ])
      },
    }),
  )
  const empty = roles.length === 0
  const missing = group === '' ? 'The group is missing.' : empty && !mapping ? 'A role is missing.' : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!missing && !set.isPending) set.mutate({ group, roles: [...roles] })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      busy={set.isPending}
      title={mapping ? 'Roles of a group' : 'Map a group'}
      description="A role that is taken away is gone at the next call of everybody in the group; a new one comes with their next sign-in."
      footer={
        <>
          <Button onClick={onClose}>Keep as it is</Button>
          <Button
            type="submit"
            form={formId}
            variant={mapping && empty ? 'danger' : 'main'}
            busy={set.isPending}
            blocked={missing}
            reason="hidden"
          >
            {mapping && empty ? 'Take all roles away' : mapping ? 'Change roles' : 'Map the group'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="mt-4 grid gap-3.5">
        <Field label="Group" hint="Exactly as the service sends it: name, distinguished name, path or GUID" required>
          <TextInput
            mono
            autoComplete="off"
            value={group}
            maxLength={1000}
            readOnly={mapping !== null}
            onChange={(event) => setGroup(event.target.value)}
          />
        </Field>
        <RoleChoice roles={roles} onChange={setRoles} />
        {set.isError ? (
          <Notice kind="error" title="Nothing was changed" live>
            {errorWords(set.error).message}
          </Notice>
        ) : null}
        <p className="min-h-[1.125rem] text-right text-ink-3 text-sm">{missing}</p>
      </form>
    </Dialog>
  )
}

'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { fieldWords } from '#components/trpc/field-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { Role } from '#core/workflow/states.ts'
import { OneTimePassphrase } from './one-time-passphrase.tsx'
import { proposeUser } from './propose-user.ts'
import { RoleChoice } from './role-choice.tsx'

export function InviteDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  // Mounted while open, so that every new person starts with an empty form.
  return open ? <Invite onClose={onClose} /> : null
}

function Invite({ onClose }: { readonly onClose: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const formId = useId()
  const [name, setName] = useState('')
  const [typedUser, setTypedUser] = useState<string | null>(null)
  const [roles, setRoles] = useState<readonly Role[]>([])
  const user = typedUser ?? proposeUser(name)
  const create = useMutation(
    trpc.people.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.people.list.queryKey() }),
    }),
  )
  if (create.data)
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={`${name} has an account`}
        footer={<Button onClick={onClose}>I handed it over</Button>}
      >
        <OneTimePassphrase name={name} user={user} passphrase={create.data.passphrase} />
      </Dialog>
    )
  const missing = name.trim() === '' ? 'The name is missing.' : roles.length === 0 ? 'A role is missing.' : null
  const refused = fieldWords(create.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!missing && !create.isPending) create.mutate({ name: name.trim(), user, roles: [...roles] })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      busy={create.isPending}
      title="Add a person"
      description="The portal makes a passphrase that works once, and shows it to you."
      footer={
        <>
          <Button onClick={onClose}>Add nobody</Button>
          <Button
            type="submit"
            form={formId}
            variant="main"
            busy={create.isPending}
            busyLabel="Adding …"
            blocked={missing}
            reason="hidden"
          >
            Add the person
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="mt-4 grid gap-3.5">
        <Field label="Name" error={refused.at('name')} hint="As colleagues know the person" required>
          <TextInput
            autoComplete="off"
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field
          label="User name"
          error={refused.at('user')}
          hint="Lower-case letters, digits, dots, dashes, underscores"
          end={typedUser === null && user ? 'proposed' : undefined}
          required
        >
          <TextInput
            mono
            autoComplete="off"
            value={user}
            maxLength={63}
            onChange={(event) => setTypedUser(event.target.value)}
          />
        </Field>
        <RoleChoice roles={roles} onChange={setRoles} error={refused.at('roles')} />
        {refused.general ? (
          <Notice kind="error" title="Nobody was added" live>
            {refused.general}
          </Notice>
        ) : null}
        <p className="min-h-[1.125rem] text-right text-ink-3 text-sm">{missing}</p>
      </form>
    </Dialog>
  )
}

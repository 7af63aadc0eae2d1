'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Select } from '#components/ui/select.tsx'
import type { IdentityView } from '#server/identities/views.ts'

/** Says whose account of the service this is. */
export function LinkDialog({ identity, onClose }: { readonly identity: IdentityView; readonly onClose: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const people = useQuery(trpc.people.list.queryOptions())
  const [personId, setPersonId] = useState('')
  const link = useMutation(
    trpc.identities.link.mutationOptions({
      onSuccess: () => {
        onClose()
        return Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.identities.list.queryKey() }),
          queryClient.invalidateQueries({ queryKey: trpc.people.list.queryKey() }),
        ])
      },
    }),
  )
  const options = (people.data ?? [])
    .filter(({ id, active }) => active && id !== identity.person?.id)
    .map(({ id, name, user }) => ({ value: id, label: `${name} (${user})` }))
  return (
    <Dialog
      open
      onOpenChange={onClose}
      busy={link.isPending}
      title={`Whose is ${identity.label}?`}
      footer={
        <>
          <Button onClick={onClose}>Keep as it is</Button>
          <Button
            variant="main"
            busy={link.isPending}
            blocked={personId === '' ? 'A person is missing.' : null}
            reason="hidden"
            onClick={() => link.mutate({ identityId: identity.id, personId })}
          >
            Link to this person
          </Button>
        </>
      }
    >
      <ul className="mt-2 mb-4 grid list-disc gap-0.5 pl-[18px]">
        <li>From the next sign-in on this account is that person, with that person’s roles and its own groups.</li>
        <li>Open sessions of this account end.</li>
        {identity.person ? (
          <li>
            {identity.person.name} is disabled when no other way in is left. If the signer knows that person, its
            trustees must revoke it there.
          </li>
        ) : null}
      </ul>
      <Field label="Person" required>
        <Select
          value={personId}
          placeholder="Choose a person"
          options={options}
          onChange={(event) => setPersonId(event.target.value)}
        />
      </Field>
      {link.isError ? (
        <Notice kind="error" title="Nothing was linked" live className="mt-3">
          {errorWords(link.error).message}
        </Notice>
      ) : null}
    </Dialog>
  )
}

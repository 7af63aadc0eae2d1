'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { fieldWords } from '#components/trpc/field-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { SCOPE_NAMES, SCOPES, type Scope } from '#core/access/scopes.ts'
import { OneTimeToken } from './one-time-token.tsx'

export function TokenDialog({ onClose }: { readonly onClose: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const formId = useId()
  const people = useQuery(trpc.people.list.queryOptions())
  const [name, setName] = useState('')
  const [personId, setPersonId] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>([])
  const [days, setDays] = useState('30')
  const create = useMutation(
    trpc.apiTokens.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.apiTokens.list.queryKey() }),
    }),
  )
  if (create.data)
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={`Token ${name}`}
        footer={<Button onClick={onClose}>I stored it</Button>}
      >
        <OneTimeToken token={create.data.token} expiresAt={create.data.expiresAt} />
      </Dialog>
    )
  const missing = missingWords(name, personId, scopes)
  const refused = fieldWords(create.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!missing && !create.isPending)
      create.mutate({ name: name.trim(), personId, scopes: [...scopes], days: Number(days) })
  }
  const options = (people.data ?? [])
    .filter(({ active }) => active)
    .map((person) => ({ value: person.id, label: `${person.name} (${person.roles.join(', ')})` }))
  return (
    <Dialog
      open
      onOpenChange={onClose}
      busy={create.isPending}
      title="Make a token"
      description="It is shown once. In the audit trail the person acts, by this token."
      footer={
        <>
          <Button onClick={onClose}>Make none</Button>
          <Button
            type="submit"
            form={formId}
            variant="main"
            busy={create.isPending}
            busyLabel="Making …"
            blocked={missing}
            reason="hidden"
          >
            Make the token
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="mt-4 grid gap-3.5">
        <Field label="Name" error={refused.at('name')} hint="Which program has it" required>
          <TextInput
            autoComplete="off"
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label="In the name of" error={refused.at('personId')} hint="Its roles limit the token" required>
          <Select
            value={personId}
            placeholder="Choose a person"
            options={options}
            onChange={(event) => setPersonId(event.target.value)}
          />
        </Field>
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-medium text-sm">Scopes</legend>
          {SCOPE_NAMES.map((scope) => (
            <Checkbox
              key={scope}
              label={<code>{scope}</code>}
              description={SCOPES[scope]}
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(SCOPE_NAMES.filter((one) => (one === scope ? event.target.checked : scopes.includes(one))))
              }
            />
          ))}
        </fieldset>
        <Field label="Days until it ends" error={refused.at('days')} required>
          <TextInput inputMode="numeric" value={days} maxLength={3} onChange={(event) => setDays(event.target.value)} />
        </Field>
        {refused.general ? (
          <Notice kind="error" title="No token was made" live>
            {refused.general}
          </Notice>
        ) : null}
        <p className="min-h-[1.125rem] text-right text-ink-3 text-sm">{missing}</p>
      </form>
    </Dialog>
  )
}

function missingWords(name: string, personId: string, scopes: readonly Scope[]): string | null {
  if (name.trim() === '') return 'The name is missing.'
  if (personId === '') return 'The person is missing.'
  return scopes.length === 0 ? 'A scope is missing.' : null
}

'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { RadioGroup } from '#components/ui/choice.tsx'
import { Field } from '#components/ui/field.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { MailChoiceView } from '#server/notifications/views.ts'

const MODES = [
  { value: 'immediately', label: 'Immediately', description: 'One mail for each event that concerns you.' },
  { value: 'daily', label: 'Once a day', description: 'Everything in one mail, at 06:00 UTC.' },
  { value: 'off', label: 'Off', description: 'The home page still shows what waits for you.' },
] as const

export function MailSection() {
  const trpc = useTRPC()
  const choice = useQuery(trpc.notifications.mine.queryOptions())
  return (
    <Section title="Mail" id="mail">
      {choice.data ? <MailForm stored={choice.data} /> : null}
      {choice.error ? (
        <QueryError title="Your choice cannot be shown." error={choice.error} onRetry={() => choice.refetch()} />
      ) : null}
      {choice.isPending ? <Skeleton label="Reading your choice" lines={5} /> : null}
    </Section>
  )
}

function MailForm({ stored }: { readonly stored: MailChoiceView }) {
  const trpc = useTRPC()
  const client = useQueryClient()
  const [address, setAddress] = useState(stored.address ?? '')
  const [mode, setMode] = useState(stored.mode)
  const change = useMutation(
    trpc.notifications.choose.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.notifications.mine.queryKey() }),
    }),
  )
  const wanted = address.trim() === '' ? null : address.trim()
  const same = wanted === stored.address && mode === stored.mode
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!same) change.mutate({ address: wanted, mode })
  }
  return (
    <form onSubmit={submit} noValidate className="grid max-w-[30rem] gap-4">
      <Field
        label="E-mail address"
        hint="Mail tells what happened and links to the request. It never decides anything."
        error={change.error ? errorWords(change.error).message : null}
        optional
      >
        <TextInput
          type="email"
          autoComplete="email"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
      </Field>
      <RadioGroup label="When" value={mode} options={MODES} onChange={setMode} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" busy={change.isPending} blocked={same ? 'Nothing is changed yet.' : null}>
          Change mail
        </Button>
        {change.isSuccess && same ? <span role="status">Changed.</span> : null}
      </div>
    </form>
  )
}

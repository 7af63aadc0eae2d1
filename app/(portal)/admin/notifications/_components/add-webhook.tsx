'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'

const SHAPES = [
  { value: 'generic', label: 'Generic JSON' },
  { value: 'teams', label: 'Teams (adaptive card)' },
  { value: 'slack', label: 'Slack' },
] as const
type Shape = (typeof SHAPES)[number]['value']

export function AddWebhook() {
  const trpc = useTRPC()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [shape, setShape] = useState<Shape>('generic')
  const add = useMutation(
    trpc.notifications.addWebhook.mutationOptions({
      onSuccess: async () => {
        setName('')
        setUrl('')
        await client.invalidateQueries({ queryKey: trpc.notifications.overview.queryKey() })
      },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '' && url !== '') add.mutate({ name, url, shape })
  }
  return (
    <form onSubmit={submit} noValidate className="grid max-w-[36rem] gap-4">
      <Field label="Name" required>
        <TextInput value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field
        label="Address"
        hint="Private addresses are refused unless MIM_GMSA_WEBHOOK_PRIVATE allows them."
        error={add.error ? errorWords(add.error).message : null}
        required
      >
        <TextInput mono value={url} maxLength={1000} onChange={(event) => setUrl(event.target.value)} />
      </Field>
      <Field label="Shape of its messages">
        <Select
          options={SHAPES}
          value={shape}
          onChange={(event) => setShape(SHAPES.find(({ value }) => value === event.target.value)?.value ?? 'generic')}
        />
      </Field>
      <div>
        <Button
          type="submit"
          variant="main"
          busy={add.isPending}
          blocked={name && url ? null : 'Name and address first.'}
        >
          Add the webhook
        </Button>
      </div>
      {add.data ? (
        <Notice kind="ok" live title="The webhook is added. This is its secret, shown once">
          <span className="flex flex-wrap items-center gap-2">
            <code className="[overflow-wrap:anywhere]">{add.data.secret}</code>
            <CopyButton text={add.data.secret} what="the secret of the webhook" />
          </span>
        </Notice>
      ) : null}
    </form>
  )
}

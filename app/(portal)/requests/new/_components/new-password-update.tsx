'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { RadioGroup } from '#components/ui/choice.tsx'
import { Field } from '#components/ui/field.tsx'
import { ButtonLink } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { RequestSummary } from '#server/requests/views.ts'

const ELSEWHERE = 'elsewhere'
const MAX_SHOWN = 50

/** Which converted installation gets a new mailbox password; the wizard asks the rest. */
export function NewPasswordUpdate() {
  const trpc = useTRPC()
  const router = useRouter()
  const converted = useQuery(
    trpc.requests.list.queryOptions({
      kind: 'conversion',
      states: ['signed', 'in progress', 'completed'],
      pageSize: MAX_SHOWN,
    }),
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const [typedTitle, setTypedTitle] = useState<string | null>(null)
  const rows = converted.data?.rows ?? []
  const title = typedTitle ?? proposedTitle(rows.find(({ id }) => id === chosen))
  const create = useMutation(
    trpc.requests.createPasswordUpdate.mutationOptions({
      onSuccess: ({ id }) => router.push(`/requests/${id}/edit?section=update`),
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen === null || create.isPending || create.isSuccess) return
    create.mutate({ from: chosen === ELSEWHERE ? null : chosen, title: title.trim() })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Section title="Which installation" end="its MIM Service runs as a managed account already">
        {converted.isPending ? <Skeleton label="Converted installations are looked up" lines={3} /> : null}
        {converted.error ? (
          <QueryError
            title="Converted installations cannot be shown."
            error={converted.error}
            onRetry={() => void converted.refetch()}
          />
        ) : null}
        {converted.data ? (
          <RadioGroup label="Installation" labelHidden value={chosen} options={optionsOf(rows)} onChange={setChosen} />
        ) : null}
      </Section>
      <Section title="Case">
        <Field label="Title" hint="What shall be changed; it heads every runbook." className="max-w-3xl">
          <TextInput
            value={title}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setTypedTitle(event.target.value)}
          />
        </Field>
        {create.error ? (
          <Notice kind="error" title="The request was not made" live className="mt-4 max-w-3xl">
            {errorWords(create.error).message}
          </Notice>
        ) : null}
        <div className="mt-5 flex flex-wrap items-center gap-2">
          <ButtonLink href="/requests">Cancel</ButtonLink>
          <Button
            type="submit"
            variant="main"
            busy={create.isPending || create.isSuccess}
            busyLabel="Creating"
            blocked={chosen === null ? 'Choose an installation first.' : null}
          >
            Create the draft
          </Button>
        </div>
      </Section>
    </form>
  )
}

const proposedTitle = (row: RequestSummary | undefined): string =>
  row === undefined ? '' : `${row.environmentName}: new mailbox password`

const optionsOf = (rows: readonly RequestSummary[]) => [
  ...rows.map(({ id, environmentName, title, state }) => ({
    value: id,
    label: environmentName || title,
    description: `${id}, ${state}: ${title}`,
  })),
  {
    value: ELSEWHERE,
    label: 'Another installation',
    description: 'Converted without this portal. You name its servers and its managed account.',
  },
]

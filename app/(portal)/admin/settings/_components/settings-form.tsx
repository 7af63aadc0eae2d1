'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { fieldWords } from '#components/trpc/field-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { PortalSettings } from '#server/settings/settings.ts'

const NUMBERS = [
  {
    name: 'sessionIdleMinutes',
    label: 'Minutes without a call until a session ends',
    hint: '15 to 480; counts for open sessions too',
  },
  { name: 'sessionHours', label: 'Hours until a session ends in any case', hint: '1 to 12' },
  { name: 'apiTokenDays', label: 'Longest life of a new API token, days', hint: '1 to 365' },
] as const

export function SettingsForm({ stored }: { readonly stored: PortalSettings }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({})
  const [accounts, setAccounts] = useState(stored.accountsFromSignInService)
  const [threads, setThreads] = useState(stored.threadsBeforeDecision)
  const update = useMutation(
    trpc.settings.update.mutationOptions({
      onSuccess: (now) => {
        setTexts({})
        queryClient.setQueryData(trpc.settings.view.queryKey(), now)
      },
    }),
  )
  const refused = fieldWords(update.error)
  const textOf = (name: (typeof NUMBERS)[number]['name']) => texts[name] ?? String(stored[name])
  const same =
    NUMBERS.every(({ name }) => textOf(name) === String(stored[name])) &&
    accounts === stored.accountsFromSignInService &&
    threads === stored.threadsBeforeDecision
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (same || update.isPending) return
    const numbers = Object.fromEntries(NUMBERS.map(({ name }) => [name, Number(textOf(name))]))
    update.mutate({ ...numbers, accountsFromSignInService: accounts, threadsBeforeDecision: threads })
  }
  return (
    <form onSubmit={submit} noValidate className="grid max-w-[30rem] gap-4">
      {NUMBERS.map(({ name, label, hint }) => (
        <Field key={name} label={label} hint={hint} error={refused.at(name)} required>
          <TextInput
            inputMode="numeric"
            value={textOf(name)}
            maxLength={4}
            onChange={(event) => {
              setTexts({ ...texts, [name]: event.target.value })
              if (!update.isPending) update.reset()
            }}
          />
        </Field>
      ))}
      <Checkbox
        label="The sign-in service makes accounts"
        description="Whoever comes with a mapped group gets an account at the first sign-in. Otherwise an administrator links each one to a person first."
        checked={accounts}
        onChange={(event) => {
          setAccounts(event.target.checked)
          if (!update.isPending) update.reset()
        }}
      />
      <Checkbox
        label="Threads are resolved before a decision"
        description="While a thread of a request is open, the portal leads nobody to the decision on it. Asking for changes stays possible."
        checked={threads}
        onChange={(event) => {
          setThreads(event.target.checked)
          if (!update.isPending) update.reset()
        }}
      />
      {refused.general ? (
        <Notice kind="error" title="The settings are as before" live>
          {refused.general}
        </Notice>
      ) : null}
      {update.isSuccess ? (
        <Notice kind="ok" title="The settings are changed" live>
          They count from the next call on. The audit trail has what they were before.
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          variant="main"
          busy={update.isPending}
          busyLabel="Changing …"
          blocked={same ? 'Nothing is changed yet.' : null}
        >
          Change settings
        </Button>
      </div>
    </form>
  )
}

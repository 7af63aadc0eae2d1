'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { errorWords } from '#components/trpc/error-words.ts'
import { fieldWords } from '#components/trpc/field-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { announce } from '#components/ui/live-region.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PassphraseInput } from '#components/ui/text-input.tsx'
import { PassphraseRules } from './passphrase-rules.tsx'

interface Texts {
  readonly current: string
  readonly next: string
  readonly again: string
}
type Problems = { readonly [Field in keyof Texts]?: string }

const EMPTY: Texts = { current: '', next: '', again: '' }

function problemsOf({ current, next, again }: Texts): Problems {
  return {
    ...(current ? {} : { current: 'The present passphrase is missing.' }),
    ...(next ? {} : { next: 'The new passphrase is missing.' }),
    ...(next && again !== next ? { again: 'This is not the same as the new passphrase.' } : {}),
  }
}

export function PassphraseForm({ user, first }: { readonly user: string; readonly first: boolean }) {
  const trpc = useTRPC()
  const [texts, setTexts] = useState(EMPTY)
  const [own, setOwn] = useState<Problems>({})
  const change = useMutation(
    trpc.session.changePassword.mutationOptions({
      onError: (error) => announce(errorWords(error).message),
      onSuccess: () => {
        setTexts(EMPTY)
        // A whole new page: the frame around it was made for somebody who may do nothing yet.
        if (first) window.location.assign('/')
      },
    }),
  )
  const refused = fieldWords(change.error)
  const problems = {
    again: own.again,
    current: own.current ?? refused.at('current'),
    next: own.next ?? refused.at('next'),
  }
  const write = (field: keyof Texts) => (event: { target: { value: string } }) => {
    setTexts({ ...texts, [field]: event.target.value })
    setOwn({})
    if (!change.isPending) change.reset()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const found = problemsOf(texts)
    setOwn(found)
    const [wrong] = Object.keys(found)
    if (wrong) event.currentTarget.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.focus()
    else if (!change.isPending) change.mutate({ current: texts.current, next: texts.next })
  }
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
      <form method="post" onSubmit={submit} noValidate className="grid gap-3.5">
        <input type="hidden" name="username" autoComplete="username" value={user} readOnly />
        <Field label="Present passphrase" error={problems.current} required>
          <PassphraseInput
            name="current"
            autoComplete="current-password"
            value={texts.current}
            onChange={write('current')}
          />
        </Field>
        <Field label="New passphrase" error={problems.next} required>
          <PassphraseInput name="next" autoComplete="new-password" value={texts.next} onChange={write('next')} />
        </Field>
        <Field label="New passphrase again" error={problems.again} required>
          <PassphraseInput name="again" autoComplete="new-password" value={texts.again} onChange={write('again')} />
        </Field>
        {refused.general ? (
          <Notice kind="error" title="Your passphrase is as before" live>
            {refused.general}
          </Notice>
        ) : null}
        {change.isSuccess && !first ? (
          <Notice kind="ok" title="Your passphrase is changed" live>
            Your sessions in other browsers ended. This one goes on.
          </Notice>
        ) : null}
        <div>
          <Button type="submit" variant="main" busy={change.isPending} busyLabel="Changing …">
            {first ? 'Set passphrase and open the portal' : 'Change passphrase'}
          </Button>
        </div>
      </form>
      <PassphraseRules passphrase={texts.next} user={user} />
    </div>
  )
}

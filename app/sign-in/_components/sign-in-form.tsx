'use client'

import { signIn } from 'next-auth/react'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PassphraseInput, TextInput } from '#components/ui/text-input.tsx'
import type { DemoSignIns } from '#server/people/demo-sign-ins.ts'
import { refusalNotice, type SignInNotice } from '../sign-in-notice.ts'
import { DemoPeople } from './demo-people.tsx'
import { ServiceButton } from './service-button.tsx'

interface SignInFormProps {
  /** A path of this portal. */
  readonly next: string
  readonly notice: SignInNotice | null
  readonly demo: DemoSignIns | null
  /** Name of the sign-in service, or null where only local accounts exist. */
  readonly service: string | null
}

const EMPTY = { user: null, passphrase: null } as const
type Missing = { readonly user: string | null; readonly passphrase: string | null }

export function SignInForm({ next, notice: first, demo, service }: SignInFormProps) {
  const [missing, setMissing] = useState<Missing>(EMPTY)
  const [notice, setNotice] = useState(first)
  const [busy, setBusy] = useState(false)
  // Read when sent, not kept in state: what a password manager fills in before the page runs must not get lost.
  const userInput = useRef<HTMLInputElement>(null)
  const passphraseInput = useRef<HTMLInputElement>(null)
  const submitButton = useRef<HTMLButtonElement>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const user = userInput.current?.value.trim() ?? ''
    const passphrase = passphraseInput.current?.value ?? ''
    const lacks: Missing = {
      user: user ? null : 'Your user name is missing.',
      passphrase: passphrase ? null : 'Your passphrase is missing.',
    }
    setMissing(lacks)
    if (lacks.user || lacks.passphrase) {
      const first = lacks.user ? userInput : passphraseInput
      first.current?.focus()
      return
    }
    setBusy(true)
    const refused = await attempt(user, passphrase)
    if (!refused) {
      window.location.assign(next)
      return
    }
    setBusy(false)
    setNotice(refused)
    passphraseInput.current?.focus()
  }

  return (
    <>
      {notice ? (
        <Notice kind={notice.kind} title={notice.title} live={notice !== first} className="mt-5">
          {notice.words}
        </Notice>
      ) : null}
      {service ? <ServiceButton name={service} next={next} onFail={() => setNotice(refusalNotice(null))} /> : null}
      <form method="post" onSubmit={submit} noValidate className="mt-5 grid gap-3.5">
        <Field label="User name" error={missing.user} required>
          <TextInput ref={userInput} name="user" mono autoComplete="username" />
        </Field>
        <Field label="Passphrase" error={missing.passphrase} required>
          <PassphraseInput ref={passphraseInput} name="passphrase" autoComplete="current-password" />
        </Field>
        <Button
          ref={submitButton}
          type="submit"
          variant={service ? 'normal' : 'main'}
          wide
          icon="person"
          busy={busy}
          busyLabel="Signing in …"
        >
          Sign in
        </Button>
      </form>
      <div className="mt-6">
        <Disclosure summary="No account, or the passphrase is lost">
          <p className="text-ink-2 text-sm">
            An administrator of this portal makes accounts and gives a new passphrase, which works once: you choose your
            own at the next sign-in. Nobody can look up an old one.
          </p>
        </Disclosure>
        {demo ? (
          <DemoPeople
            demo={demo}
            onChoose={(name) => {
              if (userInput.current) userInput.current.value = name
              if (passphraseInput.current) passphraseInput.current.value = demo.passphrase
              setMissing(EMPTY)
              submitButton.current?.focus()
            }}
          />
        ) : null}
      </div>
    </>
  )
}

/** Null when the session is open, else what to say. */
async function attempt(user: string, passphrase: string): Promise<SignInNotice | null> {
  try {
    // Its answer repeats `callbackUrl`, which is this page's own address, with an old `error`, unless another one is named.
    const answer = await signIn('credentials', { user, passphrase, redirect: false, callbackUrl: '/' })
    if (answer?.ok && !answer.error) return null
    return refusalNotice(answer?.error ?? 'INTERNAL')
  } catch {
    return refusalNotice(null)
  }
}

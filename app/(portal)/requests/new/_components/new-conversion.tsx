'use client'

import { type FormEvent, useState } from 'react'
import { type DiscoveryImport, useDiscovery } from '#components/domain/discovery/use-discovery.ts'
import type { ImportOutcome } from '#components/domain/wizard/model/import-environment.ts'
import { CASE_WORDS } from '#components/domain/wizard/model/words/case-words.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { ButtonLink } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { blankEnvironment } from '#core/environment/blank.ts'
import { type Choice, proposedTitle, StartChoice, startOf } from './start-choice.tsx'
import { useBegin } from './use-begin.ts'

const BLANK = blankEnvironment('')

const waitsFor = (choice: Choice, { blocked }: DiscoveryImport) =>
  (choice === 'discovery' ? blocked : null) ?? 'Choose a file first.'

/** A conversion, from a blank form, discovery, a sample or a file; the wizard does the rest. */
export function NewConversion() {
  const { begin, error, isMaking, made } = useBegin()
  const [choice, setChoice] = useState<Choice>('blank')
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null)
  const discovery = useDiscovery(BLANK)
  const [typedTitle, setTypedTitle] = useState<string | null>(null)
  const [ticket, setTicket] = useState('')
  const title = typedTitle ?? proposedTitle(choice, outcome)
  const start = startOf(choice, outcome, discovery)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (start !== null) void begin(start, title.trim(), ticket.trim())
  }
  return (
    <form onSubmit={submit} noValidate>
      <Section title="Begin with">
        <StartChoice
          choice={choice}
          outcome={outcome}
          discovery={discovery}
          onChoice={setChoice}
          onOutcome={setOutcome}
        />
      </Section>
      <Section title="Case">
        <div className="grid max-w-3xl gap-4 sm:grid-cols-[2fr_1fr]">
          <Field label={CASE_WORDS['/title']?.label} hint={CASE_WORDS['/title']?.hint}>
            <TextInput
              value={title}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => setTypedTitle(event.target.value)}
            />
          </Field>
          <Field label={CASE_WORDS['/ticket']?.label} hint={CASE_WORDS['/ticket']?.hint} optional>
            <TextInput
              mono
              value={ticket}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => setTicket(event.target.value)}
            />
          </Field>
        </div>
        {error === null ? null : (
          <Notice kind="error" title="The request is not complete yet" live className="mt-4 max-w-3xl">
            <p>
              {error}{' '}
              {made === null
                ? 'Nothing was made.'
                : `${made} was made and is still blank; trying again goes on with it.`}
            </p>
          </Notice>
        )}
        <div className="mt-5 flex flex-wrap items-center gap-2">
          <ButtonLink href="/requests">Cancel</ButtonLink>
          <Button
            type="submit"
            variant="main"
            busy={isMaking}
            busyLabel="Creating"
            blocked={start === null ? waitsFor(choice, discovery) : null}
          >
            Create the draft
          </Button>
        </div>
      </Section>
    </form>
  )
}

'use client'

import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { placeMessages, useField } from '../editor/use-field.ts'
import { FACT_STATUSES, FACT_WORDS, type FactStatus, statusOf } from '../model/facts.ts'
import { placeId } from '../model/place.ts'
import { unfinishedKey } from '../model/unfinished.ts'
import { ChoiceFrame } from './choice-frame.tsx'
import type { SchemaFieldProps } from './schema-field.tsx'

/** A fact is found, absent or unknown; only a found one has a value. */
export function FactField(props: SchemaFieldProps) {
  const { kind } = useField(props.path)
  const isChoice = kind.kind === 'fact' && kind.value.kind === 'choice'
  return isChoice ? <ChosenFact {...props} /> : <NumberFact {...props} />
}

/** One of a list: the values and the two ways of not having one, in one list. */
function ChosenFact({ path, label, hint, className }: SchemaFieldProps) {
  const editor = useEditor()
  const { id, words, kind, value, messages } = useField(path)
  const text = label ?? words.label
  const values = kind.kind === 'fact' && kind.value.kind === 'choice' ? kind.value.options : []
  const found = useField(`${path}/value`)
  const take = (chosen: string) => {
    const option = values.find((known) => String(known) === chosen)
    editor.change(
      [{ type: 'set', path, value: option === undefined ? { status: chosen } : { status: 'found', value: option } }],
      text,
    )
  }
  return (
    <Field
      id={id}
      label={text}
      hint={hint ?? words.hint}
      messages={[...messages, ...found.messages]}
      {...(className ? { className } : {})}
    >
      <Select
        value={statusOf(value) === 'found' ? String(found.value) : statusOf(value)}
        options={[
          { value: 'unknown', label: FACT_WORDS.unknown },
          { value: 'absent', label: FACT_WORDS.absent },
          ...values.map((option) => ({
            value: String(option),
            label: words.options?.[String(option)] ?? String(option),
          })),
        ]}
        onChange={(event) => take(event.target.value)}
      />
    </Field>
  )
}

function NumberFact({ path, label, hint, className }: SchemaFieldProps) {
  const editor = useEditor()
  const { id, words, value, messages } = useField(path)
  const text = label ?? words.label
  const valuePath = `${path}/value`
  const unfinished = editor.unfinished.get(unfinishedKey('environment', valuePath))
  const found = useField(valuePath)
  const status = unfinished === undefined ? statusOf(value) : 'found'
  const take = (chosen: FactStatus) => {
    if (chosen === 'found') editor.type({ path: valuePath, text: '' })
    else editor.change([{ type: 'set', path, value: { status: chosen } }], text)
  }
  return (
    <ChoiceFrame
      id={id}
      label={text}
      hint={hint ?? words.hint}
      messages={[...messages, ...(status === 'found' ? found.messages : placeMessages(editor, valuePath))]}
      value={status}
      options={FACT_STATUSES.map((known) => ({ value: known, label: words.options?.[known] ?? FACT_WORDS[known] }))}
      onChange={(chosen) => take(statusOf({ status: chosen }))}
      className={className}
    >
      {status === 'found' ? (
        <TextInput
          id={placeId(valuePath)}
          aria-label={`${text}, value`}
          aria-invalid={found.messages.length > 0 || undefined}
          inputMode="numeric"
          value={found.text}
          onChange={(event) => editor.type({ path: valuePath, text: event.target.value })}
          className="mt-1.5 max-w-44"
        />
      ) : null}
    </ChoiceFrame>
  )
}

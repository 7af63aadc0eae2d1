'use client'

import type { ReactNode } from 'react'
import { useField } from '../editor/use-field.ts'
import type { Root } from '../model/draft.ts'
import { AnswerField } from './answer-field.tsx'
import { CheckField } from './check-field.tsx'
import { ChoiceField } from './choice-field.tsx'
import { DayField } from './day-field.tsx'
import { FactField } from './fact-field.tsx'
import { InstantField } from './instant-field.tsx'
import { NamesField } from './names-field.tsx'
import { OptionsField } from './options-field.tsx'
import { TextField } from './text-field.tsx'

export interface SchemaFieldProps {
  /** JSON Pointer of the place. */
  readonly path: string
  readonly root?: Root
  readonly label?: string
  readonly hint?: ReactNode
  readonly labelHidden?: boolean
  readonly required?: boolean
  readonly className?: string
  /** A choice of few as a list all the same, where there is no room for all of them. */
  readonly asList?: boolean
  /** Shorter words for the options of a choice, where the column says the rest. */
  readonly optionWords?: (words: string) => string
}

/** The control that the schema wants at a place, with its words, its findings and its undo. */
export function SchemaField(props: SchemaFieldProps) {
  const { kind } = useField(props.path, props.root)
  switch (kind.kind) {
    case 'text':
    case 'number':
      return <TextField {...props} />
    case 'check':
      return <CheckField {...props} />
    case 'choice':
      return <ChoiceField {...props} />
    case 'answer':
      return <AnswerField {...props} />
    case 'instant':
      return <InstantField {...props} />
    case 'day':
      return <DayField {...props} />
    case 'fact':
      return <FactField {...props} />
    case 'list':
      return kind.entry.def.type === 'enum' ? <OptionsField {...props} /> : <NamesField {...props} />
    case 'group':
      throw new Error(`${props.path} is no single field`)
  }
}

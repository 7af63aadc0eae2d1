'use client'

import { FileChoice } from '#components/domain/wizard/frame/file-choice.tsx'
import type { ImportOutcome } from '#components/domain/wizard/model/import-environment.ts'
import { SAMPLES, type SampleId } from '#components/domain/wizard/model/samples.ts'
import { RadioGroup } from '#components/ui/choice.tsx'
import type { Start } from './begin-request.ts'

export type Choice = 'blank' | SampleId | 'file'

const CHOICES = [
  { value: 'blank', label: 'A blank form', description: 'You fill in everything.' },
  ...SAMPLES.map(({ id, name, sentence }) => ({ value: id, label: `Sample: ${name}`, description: sentence })),
  {
    value: 'file',
    label: 'A JSON file',
    description: 'An environment that was exported here, or written by a program.',
  },
] as const satisfies readonly { readonly value: Choice; readonly label: string; readonly description: string }[]

/** Null while the file is missing or was refused. */
export function startOf(choice: Choice, outcome: ImportOutcome | null): Start | null {
  if (choice === 'blank') return { from: 'blank' }
  if (choice !== 'file') return { from: 'sample', sample: choice }
  return outcome?.outcome === 'read' ? { from: 'file', environment: outcome.environment } : null
}

export function proposedTitle(choice: Choice, outcome: ImportOutcome | null): string {
  const sample = SAMPLES.find(({ id }) => id === choice)
  if (sample) return sample.title
  const name = choice === 'file' && outcome?.outcome === 'read' ? outcome.environment.name : ''
  return name === '' ? '' : `${name}: MIM services to gMSA`
}

interface StartChoiceProps {
  readonly choice: Choice
  readonly outcome: ImportOutcome | null
  readonly onChoice: (choice: Choice) => void
  readonly onOutcome: (outcome: ImportOutcome | null) => void
}

export function StartChoice({ choice, outcome, onChoice, onOutcome }: StartChoiceProps) {
  return (
    <>
      <RadioGroup label="Begin with" labelHidden value={choice} options={CHOICES} onChange={onChoice} />
      {choice === 'file' ? (
        <div className="max-w-3xl">
          <FileChoice outcome={outcome} onOutcome={onOutcome} />
          {outcome?.outcome === 'read' ? (
            <p className="mt-2">
              <b>{outcome.environment.name || 'An environment without a name'}</b>: {outcome.environment.servers.length}{' '}
              servers, {outcome.environment.components.length} services.
            </p>
          ) : null}
        </div>
      ) : null}
    </>
  )
}

'use client'

import { DiscoveryFiles } from '#components/domain/discovery/discovery-files.tsx'
import { MergeReview } from '#components/domain/discovery/merge-review.tsx'
import type { DiscoveryImport } from '#components/domain/discovery/use-discovery.ts'
import { FileChoice } from '#components/domain/wizard/frame/file-choice.tsx'
import type { ImportOutcome } from '#components/domain/wizard/model/import-environment.ts'
import { SAMPLES, type SampleId } from '#components/domain/wizard/model/samples.ts'
import { RadioGroup } from '#components/ui/choice.tsx'
import { Link } from '#components/ui/link.tsx'
import type { Start } from './begin-request.ts'

export type Choice = 'blank' | SampleId | 'discovery' | 'file'

const CHOICES = [
  { value: 'blank', label: 'A blank form', description: 'You fill in everything.' },
  {
    value: 'discovery',
    label: 'Discovery files',
    description: 'What Get-MimGmsaEnvironment.ps1 wrote on the hosts. The form begins with what they say.',
  },
  ...SAMPLES.map(({ id, name, sentence }) => ({ value: id, label: `Sample: ${name}`, description: sentence })),
  {
    value: 'file',
    label: 'A JSON file',
    description: 'An environment that was exported here, or written by a program.',
  },
] as const satisfies readonly { readonly value: Choice; readonly label: string; readonly description: string }[]

/** Null while the file is missing or was refused. */
export function startOf(choice: Choice, outcome: ImportOutcome | null, discovery: DiscoveryImport): Start | null {
  if (choice === 'blank') return { from: 'blank' }
  if (choice === 'discovery') {
    const { merge, texts, blocked } = discovery
    return merge === null || blocked !== null
      ? null
      : { from: 'discovery', environment: merge.environment, files: texts }
  }
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
  readonly discovery: DiscoveryImport
  readonly onChoice: (choice: Choice) => void
  readonly onOutcome: (outcome: ImportOutcome | null) => void
}

export function StartChoice({ choice, outcome, discovery, onChoice, onOutcome }: StartChoiceProps) {
  return (
    <>
      <RadioGroup label="Begin with" labelHidden value={choice} options={CHOICES} onChange={onChoice} />
      {choice === 'discovery' ? (
        <div className="max-w-3xl">
          <DiscoveryFiles outcome={discovery.outcome} refusal={discovery.refusal} onOutcome={discovery.take} />
          {discovery.merge === null ? (
            <p className="mt-2 text-ink-2 text-sm">
              No files yet? <Link href="/discovery">Get the discovery script</Link>
            </p>
          ) : (
            <MergeReview merge={discovery.merge} onChoose={discovery.choose} />
          )}
        </div>
      ) : null}
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

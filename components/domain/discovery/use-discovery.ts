'use client'

import { useMemo, useState } from 'react'
import { mergeDiscovery } from '#core/discovery/merge.ts'
import type { Merge } from '#core/discovery/merge-result.ts'
import type { NamedText } from '#core/discovery/parse.ts'
import type { Environment } from '#core/environment/environment.ts'
import { AppError } from '#core/errors/app-error.ts'
import { type FilesOutcome, readSoFar } from './read-files.ts'

export interface DiscoveryImport {
  readonly outcome: FilesOutcome | null
  /** Null before files were read, and when they do not fit together. */
  readonly merge: Merge | null
  readonly texts: readonly NamedText[]
  /** Why these files cannot be taken over, in words; null when they can. */
  readonly refusal: string | null
  /** What keeps the button from working. */
  readonly blocked: string | null
  readonly take: (outcome: FilesOutcome | null) => void
  readonly choose: (choices: Readonly<Record<string, string>>) => void
}

/** Discovery files on their way into an environment: what was read, what it would change, what the person chose. */
export function useDiscovery(environment: Environment): DiscoveryImport {
  const [outcome, setOutcome] = useState<FilesOutcome | null>(null)
  const [choices, setChoices] = useState<ReadonlyMap<string, string>>(new Map())
  const merged = useMemo(() => tryMerge(environment, outcome, choices), [environment, outcome, choices])
  const { merge } = merged
  const open = merge?.conflicts.filter(({ chosen }) => chosen === null).length ?? 0
  return {
    outcome,
    merge,
    texts: readSoFar(outcome)?.texts ?? [],
    refusal: outcome?.outcome === 'refused' ? outcome.message : merged.refusal,
    blocked:
      merge === null
        ? 'Choose discovery files first.'
        : open > 0
          ? `${open} ${open === 1 ? 'place needs' : 'places need'} your choice.`
          : null,
    take: (next) => {
      setOutcome(next)
      // Choices are about values; those that still exist stay chosen.
      if (next === null) setChoices(new Map())
    },
    choose: (more) => setChoices(new Map([...choices, ...Object.entries(more)])),
  }
}

function tryMerge(
  environment: Environment,
  outcome: FilesOutcome | null,
  choices: ReadonlyMap<string, string>,
): { readonly merge: Merge | null; readonly refusal: string | null } {
  const read = readSoFar(outcome)
  if (read === null) return { merge: null, refusal: null }
  try {
    return { merge: mergeDiscovery(environment, read.files, choices), refusal: null }
  } catch (error) {
    if (error instanceof AppError) return { merge: null, refusal: error.userMessage }
    throw error
  }
}

import { type Acknowledgement, blockingFindings } from '#core/findings/acknowledgements.ts'
import type { Finding } from '#core/findings/finding.ts'
import type { Draft } from './draft.ts'
import type { SaveState } from './save-state.ts'
import type { Unfinished } from './unfinished.ts'

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`

/** Why the draft can not be submitted now, in one sentence; null when it can. */
export function submitBlock(
  draft: Draft,
  findings: readonly Finding[],
  unfinished: Unfinished,
  save: SaveState,
): string | null {
  if (draft.case.title.trim() === '') return 'The case needs a title.'
  if (unfinished.size > 0)
    return `${count(unfinished.size, 'field')} ${unfinished.size === 1 ? 'is' : 'are'} not finished.`
  const open = openCounts(findings, draft.case.acknowledgements)
  if (open.errors > 0) return `Submit opens when no error is left: ${count(open.errors, 'error')}.`
  if (open.warnings > 0) return `Submit opens when each warning is acknowledged: ${count(open.warnings, 'warning')}.`
  if (save.kind === 'conflict') return 'Two versions of this draft differ. Compare them first.'
  if (save.kind === 'failed' || save.kind === 'refused') return 'The draft is not saved yet.'
  return save.kind === 'gone' ? save.message : null
}

/** What stands in the way of submission. */
export function openCounts(
  findings: readonly Finding[],
  acknowledgements: readonly Acknowledgement[],
): { errors: number; warnings: number } {
  const blocking = blockingFindings(findings, acknowledgements)
  const errors = blocking.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: blocking.length - errors }
}

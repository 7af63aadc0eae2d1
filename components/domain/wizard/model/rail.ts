import type { Finding } from '#core/findings/finding.ts'
import type { Draft } from './draft.ts'
import { sectionFact } from './section-facts.ts'
import { type SectionId, type SectionState, sectionStates, sectionsOf } from './sections.ts'
import { type Unfinished, unfinishedPlaces } from './unfinished.ts'

export interface RailEntry {
  readonly id: SectionId
  readonly state: SectionState['state']
  /** What is wrong, else what the section says, in a few words. */
  readonly note: string
}

/** What the rail shows of each section; the last one is complete once nothing stands in the way. */
export function railEntries(
  draft: Draft,
  findings: readonly Finding[],
  unfinished: Unfinished,
  submitBlock: string | null,
): RailEntry[] {
  const states = sectionStates(draft, findings)
  return sectionsOf(draft.environment).map(({ id }) => {
    if (id === 'check') {
      const note = submitBlock === null ? 'ready to submit' : sectionFact(id, draft.environment)
      return { id, state: submitBlock === null ? 'complete' : 'untouched', note }
    }
    const open = unfinishedPlaces(unfinished, draft.environment).filter((place) => place.section === id).length
    const state = withUnfinished(states.get(id), open)
    return { id, state: state.state, note: noteOf(id, draft, state) }
  })
}

/** A field that can not be stored yet is an error of its section. */
function withUnfinished(state: SectionState | undefined, open: number): SectionState {
  const known = state ?? { state: 'untouched', errors: 0, warnings: 0 }
  return open === 0 ? known : { ...known, state: 'errors', errors: known.errors + open }
}

function noteOf(id: SectionId, draft: Draft, state: SectionState): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  if (state.state === 'untouched') return 'not begun'
  if (state.errors > 0) return count(state.errors, 'error')
  if (state.warnings > 0) return `${count(state.warnings, 'warning')} to acknowledge`
  return sectionFact(id, draft.environment)
}

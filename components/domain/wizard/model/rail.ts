import type { Finding } from '#core/findings/finding.ts'
import type { Draft } from './draft.ts'
import { sectionFact } from './section-facts.ts'
import { SECTIONS, type SectionId, type SectionState, sectionStates } from './sections.ts'

export interface RailEntry {
  readonly id: SectionId
  readonly state: SectionState['state']
  /** What is wrong, else what the section says, in a few words. */
  readonly note: string
}

/** What the rail shows of each section; the last one is complete once nothing stands in the way. */
export function railEntries(draft: Draft, findings: readonly Finding[], submitBlock: string | null): RailEntry[] {
  const states = sectionStates(draft, findings)
  return SECTIONS.map(({ id }) => {
    if (id === 'check') {
      const note = submitBlock === null ? 'ready to submit' : sectionFact(id, draft.environment)
      return { id, state: submitBlock === null ? 'complete' : 'untouched', note }
    }
    const state = states.get(id)
    return { id, state: state?.state ?? 'untouched', note: noteOf(id, draft, state) }
  })
}

function noteOf(id: SectionId, draft: Draft, state: SectionState | undefined): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  if (state === undefined || state.state === 'untouched') return 'not begun'
  if (state.errors > 0) return count(state.errors, 'error')
  if (state.warnings > 0) return `${count(state.warnings, 'warning')} to acknowledge`
  return sectionFact(id, draft.environment)
}

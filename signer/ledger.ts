import { Journal, type NewEntry } from './journal/journal.ts'
import type { JournalLine } from './journal/read-journal.ts'
import { applyLine, replay, type SignerState } from './state/state.ts'

/** Journal and the state that follows from it, changed together. */
export interface Ledger {
  readonly state: SignerState
  readonly journal: Journal
  readonly clock: () => Date
  append(entry: NewEntry): JournalLine
}

export function openLedger(dir: string, clock: () => Date): Ledger {
  const journal = new Journal(dir, clock)
  const state = replay(journal.lines)
  return {
    state,
    journal,
    clock,
    append: (entry) => {
      const line = journal.append(entry)
      applyLine(state, line)
      return line
    },
  }
}

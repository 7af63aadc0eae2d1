import { AppError } from '#core/errors/app-error.ts'
import { Journal, type NewEntry } from './journal/journal.ts'
import { broken, type JournalLine } from './journal/read-journal.ts'
import { applyLine, emptyState, type SignerState } from './state/state.ts'
import { checkTrust } from './trust/check-trust.ts'

/** Journal and the state that follows from it, changed together. */
export interface Ledger {
  readonly state: SignerState
  readonly journal: Journal
  readonly clock: () => Date
  append(entry: NewEntry): JournalLine
}

export function openLedger(dir: string, clock: () => Date): Ledger {
  const journal = new Journal(dir, clock)
  const state = emptyState()
  for (const line of journal.lines) {
    refuseUntrusted(state, line)
    applyLine(state, line)
  }
  return {
    state,
    journal,
    clock,
    append: (entry) => {
      checkTrust(state, entry)
      const line = journal.append(entry)
      applyLine(state, line)
      return line
    },
  }
}

// The signer never writes such a line: somebody else did.
function refuseUntrusted(state: SignerState, { entry }: JournalLine): void {
  try {
    checkTrust(state, entry)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw broken(entry.seq, `was not agreed to as it must be (${error.userMessage})`)
  }
}

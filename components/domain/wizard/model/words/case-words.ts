import type { FieldWords } from './field-words.ts'

/** The fields of the case, which stand beside the environment. */
export const CASE_WORDS: Readonly<Record<string, FieldWords>> = {
  '/title': { label: 'Title', hint: 'What shall be changed, in one line. Approvers read it first.' },
  '/ticket': { label: 'Ticket', hint: 'Number in your change system.', mono: true },
}

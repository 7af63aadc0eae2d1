import type { Case } from '#core/statement/schemas.ts'

/** The case as it is frozen: an acknowledgement that never got a reason accepts nothing, and is left out. */
export const submittedCase = (caseOf: Case): Case => ({
  ...caseOf,
  acknowledgements: caseOf.acknowledgements.filter(({ reason }) => reason.trim() !== ''),
})

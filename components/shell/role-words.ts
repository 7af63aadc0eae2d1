import type { Role } from '#core/workflow/states.ts'

export const ROLE_WORDS: Readonly<Record<Role, { readonly word: string; readonly does: string }>> = {
  requester: { word: 'Requester', does: 'describes environments, submits and withdraws requests' },
  approver: { word: 'Approver', does: 'reviews and decides on requests of others, if the signer knows the person' },
  operator: { word: 'Operator', does: 'downloads signed bundles and runs them' },
  auditor: { word: 'Auditor', does: 'reads everything, changes nothing' },
  administrator: { word: 'Administrator', does: 'manages people and reads the audit trail' },
}

/** `Approver, administrator`; an approver's groups follow: `Approver, Information security`. */
export function roleLine(roles: readonly Role[], groups: readonly { readonly title: string }[] = []): string {
  const words = [...roles.map((role) => ROLE_WORDS[role].word.toLowerCase()), ...groups.map(({ title }) => title)]
  const line = words.join(', ')
  return line.charAt(0).toUpperCase() + line.slice(1)
}

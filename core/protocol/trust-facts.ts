import { assertNever } from '#core/errors/app-error.ts'
import type { JournalEntry, Policy, SignerPerson, TrustChange } from './protocol.ts'

/** People as this entry leaves them: everybody whom it adds or changes. */
export function peopleOf(entry: JournalEntry): readonly SignerPerson[] {
  if (entry.kind === 'person') return [entry.person]
  if (entry.kind === 'genesis') return entry.trust?.trustees.map(({ person }) => person) ?? []
  return entry.kind === 'change' && 'person' in entry.change ? [entry.change.person] : []
}

/** The policy that this entry sets, if it sets one. */
export function policyOf(entry: JournalEntry): Policy | null {
  if (entry.kind === 'policy') return entry.policy
  return entry.kind === 'change' && entry.change.action === 'set-policy' ? entry.change.policy : null
}

const inGroups = ({ groups }: SignerPerson) => (groups.length > 0 ? `in ${groups.join(', ')}` : 'in no group')

/** One sentence: what becomes of it. */
export function changeInWords(change: TrustChange): string {
  switch (change.action) {
    case 'set-person':
    case 'restrict-person': {
      const { person } = change
      const what = change.action === 'set-person' ? 'is set' : 'is restricted'
      return `${person.name} (${person.id}) ${what}: ${inGroups(person)}, ${person.active ? 'active' : 'not active'}.`
    }
    case 'add-credential': {
      const { person, label, algorithm, synced } = change.credential
      return `${person} gets the passkey “${label}” (${algorithm}, ${synced ? 'synced between devices' : 'bound to one device'}).`
    }
    case 'revoke-credential':
      return `The passkey ${change.credentialId.slice(0, 16)}… is revoked.`
    case 'set-policy': {
      const { id, version, kind, groups, validDays, covers, coolingOffHours, ticketRequired } = change.policy
      const needed = groups.map(({ title, count }) => `${count} of ${title}`).join(' and ')
      const risks = covers.length > 0 ? `covers ${covers.join(', ')}` : 'covers no special risk'
      const ticket = ticketRequired ? ', a change ticket is needed' : ''
      return `The policy ${id} gets version ${version} for ${kind}: ${needed}; valid ${validDays} days; ${risks}; ${coolingOffHours} hours of cooling-off${ticket}.`
    }
    default:
      return assertNever(change)
  }
}

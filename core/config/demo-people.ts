import type { Role } from '#core/workflow/states.ts'

/** The same for every demo person; made known on the sign-in page of a demo, and nowhere else of use. */
export const DEMO_PASSPHRASE = 'demo-Contoso-2026'

interface DemoPerson {
  readonly user: string
  readonly name: string
  readonly roles: readonly Role[]
  /** What the person is in the story, for the sign-in page and the start script. */
  readonly part: string
}

/** One person a role and approver group, and a second requester. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { user: 'ines-keller', name: 'Ines Keller', roles: ['requester'], part: 'requester' },
  { user: 'petr-havel', name: 'Petr Havel', roles: ['requester'], part: 'requester' },
  {
    user: 'tomas-lindqvist',
    name: 'Tomas Lindqvist',
    roles: ['approver'],
    part: 'approver, Directory operations',
  },
  { user: 'amara-okafor', name: 'Amara Okafor', roles: ['approver'], part: 'approver, Information security' },
  { user: 'lukas-brandt', name: 'Lukas Brandt', roles: ['operator'], part: 'operator' },
  { user: 'petra-novak', name: 'Petra Novak', roles: ['auditor'], part: 'auditor' },
  { user: 'felix-baum', name: 'Felix Baum', roles: ['administrator'], part: 'administrator' },
]

import type { Policy } from '#core/protocol/protocol.ts'
import type { Role } from '#core/workflow/states.ts'

export interface DemoPerson {
  /** User name, and in a demo also the id. */
  readonly user: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Approver groups, as the signer knows them. */
  readonly groups: readonly string[]
}

export const DEMO_PASSPHRASE = 'demo-Contoso-2026'

const person = (user: string, name: string, role: Role, ...groups: string[]): DemoPerson => ({
  user,
  name,
  roles: [role],
  groups,
})

/** One person a role, two requesters, and one approver a group. Their sign-in page shows them, in a demo only. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person('ines-keller', 'Ines Keller', 'requester'),
  person('petr-havel', 'Petr Havel', 'requester'),
  person('tomas-lindqvist', 'Tomas Lindqvist', 'approver', 'directory-operations'),
  person('amara-okafor', 'Amara Okafor', 'approver', 'information-security'),
  person('lukas-brandt', 'Lukas Brandt', 'operator'),
  person('petra-novak', 'Petra Novak', 'auditor'),
  person('felix-baum', 'Felix Baum', 'administrator'),
]

export const DEMO_POLICY: Policy = {
  type: 'mim-gmsa/policy/1',
  id: 'conversion',
  version: 1,
  kind: 'conversion',
  title: 'Conversion',
  groups: [
    { id: 'directory-operations', title: 'Directory operations', count: 1 },
    { id: 'information-security', title: 'Information security', count: 1 },
  ],
  validDays: 14,
  allowSyncedPasskeys: false,
  covers: ['pam', 'unconstrained-delegation', 'acknowledged-warnings', 'secrets'],
  coolingOffHours: 0,
  ticketRequired: false,
}

/** A new mailbox password touches no account: the people who watch over secrets decide alone. */
export const DEMO_UPDATE_POLICY: Policy = {
  ...DEMO_POLICY,
  id: 'password-update',
  kind: 'password-update',
  title: 'Mailbox password',
  groups: [{ id: 'information-security', title: 'Information security', count: 1 }],
}

/** `approver, Information security` */
export function demoPart({ roles, groups }: DemoPerson): string {
  const titles = DEMO_POLICY.groups.filter(({ id }) => groups.includes(id)).map(({ title }) => title)
  return [...roles, ...titles].join(', ')
}

import type { Policy } from '#core/protocol/protocol.ts'

/** For tests and measurements: one approval is enough, whatever the risk. */
export const conversionPolicy: Policy = {
  type: 'mim-gmsa/policy/1',
  id: 'conversion',
  version: 1,
  kind: 'conversion',
  title: 'Conversion',
  groups: [{ id: 'directory-operations', title: 'Directory operations', count: 1 }],
  validDays: 14,
  allowSyncedPasskeys: false,
  covers: ['pam', 'unconstrained-delegation', 'acknowledged-warnings', 'secrets'],
  coolingOffHours: 0,
  ticketRequired: false,
}

import type { UnconvertedKey } from './vocabulary.ts'

/** Why a part of MIM keeps its ordinary account, and what to do with that account instead. */
export interface Stays {
  readonly name: string
  readonly because: string
  readonly instead: string
}

/** Microsoft's guide, "Not Supported" (GMSA); for the agents PREP and VH. */
export const STAYS: Readonly<Record<UnconvertedKey, Stays>> = {
  PORTAL: {
    name: 'MIM Portal',
    because: 'It is a web application of SharePoint, whose pool Microsoft does not support as a managed account.',
    instead: 'Register its account as a SharePoint managed account: SharePoint then changes the password by itself.',
  },
  CM: {
    name: 'Certificate Management',
    because: 'Microsoft does not support managed accounts for its agents and its pool.',
    instead: 'Keep its accounts, deny them interactive logon, and change their passwords by its own wizard.',
  },
  BHOLD: {
    name: 'BHOLD Suite',
    because: 'Microsoft does not support managed accounts for it.',
    instead: 'Keep its account, deny it interactive logon, and change its password by its own Setup.',
  },
  MA: {
    name: 'Management agents',
    because: 'An agent signs in with a name and a password, and nobody can type the password of a managed account.',
    instead:
      'Keep an ordinary account per agent. The MIM MA alone may use the account of Sync (mode A), from build 4.6.34.0 on.',
  },
}

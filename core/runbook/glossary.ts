/** The words that somebody needs who knows MIM but not managed accounts. */
export const GLOSSARY: readonly (readonly [word: string, meaning: string])[] = [
  [
    'gMSA',
    'Group managed service account. Domain controllers compute its password; allowed servers fetch it. Nobody types it.',
  ],
  ['Old account', 'The ordinary domain user that runs a service today.'],
  ['Host group', 'Security group of the computers that may fetch the password of a gMSA.'],
  ['KDS root key', 'Secret of the forest from which gMSA passwords are computed. Made once, never deleted.'],
  ['SPN', 'Service principal name: tells Kerberos which account runs a service. Exactly one account may hold it.'],
  [
    'Constrained delegation',
    'A list of services to which an account may pass a user on. Anything beyond the list is refused.',
  ],
  ['Change mode', 'The installer of an installed product, started again with "Change". It keeps data and features.'],
  [
    'Encryption key set',
    'The file with which Sync decrypts the passwords of its connectors. Without it they must be typed again.',
  ],
  ['MIM MA', 'The connector between Sync and the MIM Service. It borrows the identity of Sync.'],
  ['PCNS', 'Password Change Notification Service on domain controllers. It sends new passwords to Sync.'],
  ['Runner', 'Start-Runbook.ps1 of this bundle. It tests, changes, tests again, and writes a result file.'],
  ['Soak', 'The weeks after the conversion in which the old accounts stay usable.'],
  ['NetBIOS domain', 'The short form of a domain, CONTOSO, not contoso.com.'],
]

import type { FieldWords } from './field-words.ts'

const instantWords = { notBefore: { label: 'Opens' }, notAfter: { label: 'Closes' } }

const windowWords = (group: string, label: string, hint: string): Record<string, FieldWords> => ({
  [`/schedule/windows/${group}`]: { label, hint },
  [`/schedule/windows/${group}/notBefore`]: instantWords.notBefore,
  [`/schedule/windows/${group}/notAfter`]: instantWords.notAfter,
})

const PASSWORD_SOURCE = {
  'typed-on-server': 'Typed on the server by the operator',
  encrypted: 'Encrypted beforehand for the server',
  'not-planned': 'Not decided',
}

/** Connectors, mail, PAM, software, folders, time, and what a person must answer. */
export const OPERATION_WORDS: Readonly<Record<string, FieldWords>> = {
  '/syncGroups/kind': {
    label: 'Where the five groups are',
    options: { domain: 'Groups of a domain', local: 'Local groups of the server' },
  },
  '/syncGroups/domain': {
    label: 'Domain or server',
    hint: 'NetBIOS name of the domain, or of the server.',
    mono: true,
  },
  '/syncGroups/admins': { label: 'Administrators', mono: true },
  '/syncGroups/operators': { label: 'Operators', mono: true },
  '/syncGroups/joiners': { label: 'Joiners', mono: true },
  '/syncGroups/browse': { label: 'Browse', mono: true },
  '/syncGroups/passwordSet': {
    label: 'Password set',
    hint: 'Check the real name: Microsoft’s pages differ.',
    mono: true,
  },
  '/syncGroups/passwordSetConfirmed': {
    label: 'The name of the password group was read from the installation',
    hint: 'From change mode, or from mms_server_configuration of the Sync database.',
  },
  '/syncGroups/serviceMembership': {
    label: 'Rights of the MIM Service',
    options: { admins: 'Member of Administrators', 'browse-and-password-set': 'Member of Browse and Password set' },
  },
  '/syncGroups/managedByMim': {
    label: 'MIM itself manages these groups',
    hint: 'Then the next export would remove the new account.',
  },
  '/mimServiceAgent/mode': {
    label: 'Identity of the MIM Service MA',
    options: { 'sync-account': 'Mode A: Use MIMSync Account', user: 'Mode B: an ordinary account' },
  },
  '/mimServiceAgent/account': { label: 'The MIM Service MA has an account of its own' },
  '/mimServiceAgent/account/domain': { label: 'Domain (NetBIOS)', mono: true },
  '/mimServiceAgent/account/name': { label: 'Account', mono: true },
  '/mimServiceAgent/networkLogonDenied': {
    label: 'Network logon is denied to the Sync account',
    hint: 'Mode A needs network logon.',
  },

  '/mail/delivery/option': {
    label: 'Mail option of Setup',
    options: {
      A: 'A: ordinary account',
      B: 'B: ordinary account',
      C: 'C: ordinary account',
      D: 'D: SMTP, ordinary account',
      E: 'E: ordinary account',
      F: 'F: Exchange Server, other user',
      G: 'G: Exchange Online, basic authentication',
      H: 'H: Exchange Online, application',
      I: 'I: no mail',
    },
  },
  '/mail/delivery/server': { label: 'Mail server', mono: true },
  '/mail/delivery/mailbox': { label: 'Mailbox address', mono: true },
  '/mail/delivery/password': { label: 'Password of the mailbox', options: PASSWORD_SOURCE },
  '/mail/delivery/applicationId': { label: 'Application id', hint: 'GUID of the app registration.', mono: true },
  '/mail/delivery/tenantId': { label: 'Tenant id', hint: 'GUID of the tenant.', mono: true },
  '/mail/delivery/clientSecretExpires': { label: 'Client secret expires' },
  '/mail/approvalsByMail': { label: 'People approve by mail' },
  '/mail/outlookApprovals': { label: 'People approve in Outlook' },
  '/mail/pollExchangeEnabled': {
    label: 'PollExchangeEnabled today',
    hint: 'Registry value of the MIM Service.',
    options: { '0': '0, off', '1': '1, on' },
  },
  '/mail/differentUserConfirmed': {
    label: '"Use different user for Exchange" will be ticked',
    hint: 'Builds before 4.6.421: otherwise Setup stops at a managed account.',
  },

  '/passwordChangeNotification/inUse': { label: 'Password Change Notification Service is in use' },
  '/passwordChangeNotification/targetServicePrincipalName': {
    label: 'SPN of its target',
    hint: 'PCNSCLNT and the FQDN of the Sync server.',
    mono: true,
  },

  '/passwordUpdate': { label: 'Change of the mailbox password alone' },
  '/passwordUpdate/converted/requestId': { label: 'Converted by the request', mono: true },
  '/passwordUpdate/converted/confirmed': {
    label: 'The MIM Service runs as this managed account already',
    hint: 'Read sc.exe qc FIMService on each server. The script refuses an ordinary account.',
  },
  '/passwordUpdate/nextChange': {
    label: 'Remind of the next change on',
    hint: 'Some weeks before the password expires. The home page tells you.',
  },

  '/pam': { label: 'This installation is a bastion of Privileged Access Management' },
  '/pam/trustedForests': { label: 'Forests whose users it manages' },
  '/pam/trustedForests/*/rootDomain': { label: 'Forest root', mono: true },
  '/pam/trustedForests/*/netbiosName': { label: 'NetBIOS name', mono: true },
  '/pam/trustedForests/*/controller': { label: 'Domain controller', mono: true },
  '/pam/trustedForests/*/trust': {
    label: 'Trust',
    options: { 'one-way': 'One-way: it trusts the bastion', 'two-way': 'Two-way', none: 'None' },
  },
  '/pam/domainAdmins': {
    label: 'New accounts that become Domain Admins',
    hint: 'The PAM pages do so; fewer is safer.',
  },
  '/pam/restHostName': { label: 'Own host name of the PAM REST API', mono: true },

  '/software/targetBuild': { label: 'Build during the conversion', placeholder: '4.6.673.0', mono: true },
  '/software/route': {
    label: 'Way to this build',
    options: {
      current: 'Builds stay as they are',
      'sp1-hotfix': 'Hotfix of SP1',
      'sp2-full': 'Full installation of SP2',
      'sp2-hotfix-in-place': 'SP2 hotfix in place',
    },
  },
  '/software/unattendedSync': { label: 'Run Setup of SYNC unattended', hint: 'Microsoft does not document it.' },
  '/software/unattendedService': { label: 'Run Setup of SVC unattended' },

  '/paths/backupFolder': {
    label: 'Backup folder',
    hint: 'On each MIM server.',
    mono: true,
    placeholder: 'D:\\MIMBackup',
  },
  '/paths/keyExportFile': {
    label: 'Key export file',
    hint: 'It decrypts every connector password.',
    mono: true,
    placeholder: 'D:\\MIMBackup\\miiskeys-pre.bin',
  },
  '/paths/installMedia': { label: 'Original media', hint: 'Folder of the MIM installation files.', mono: true },
  '/paths/installationFolder': { label: 'Installation folder', mono: true },
  '/paths/logsReadableByAdministratorsOnly': { label: 'Only administrators can read the log folder' },

  '/schedule/timeZone': { label: 'Time zone label', hint: 'Printed beside local times, for example CET.' },
  ...windowWords('directory', 'Directory preparation', 'Root key, groups, accounts, SPNs that may be made early.'),
  ...windowWords('software', 'Software', 'Only where a build is installed first.'),
  ...windowWords('conversion', 'Conversion', 'Services stop and start again as the new accounts.'),
  ...windowWords('checks', 'Checks', 'Tests, and the soak after them.'),
  ...windowWords('decommission', 'Decommission', 'Old accounts are disabled and later deleted.'),
  '/schedule/soakDays': { label: 'Soak, days', hint: 'At least one password interval.' },
  '/schedule/runProfileSchedule': {
    label: 'When run profiles start',
    hint: 'Schedules that are disabled during the window.',
  },
  '/schedule/overlapsConversion': {
    label: 'Run profiles, patches or reboots are scheduled in the conversion window',
  },
  '/schedule/databaseBackupAt': { label: 'Database backup taken at' },

  '/confirmations/namesFreeInForest': { label: 'The new names are free in every domain of the forest' },
  '/confirmations/keyExportPlanned': { label: 'The encryption keys are exported before the conversion' },
  '/confirmations/oldPasswordsAvailable': {
    label: 'Somebody knows the passwords of the old accounts',
    hint: 'Needed for the key export and for a rollback.',
  },
  '/confirmations/rollbackOwner': { label: 'Who decides on a rollback' },
  '/confirmations/originalMediaAvailable': {
    label: 'The original installation media can be reached',
    hint: 'Setup in change mode asks for it when its cache was cleaned.',
  },
  '/confirmations/monitoringOwner': {
    label: 'Owner of monitoring',
    hint: 'Whatever could restart services by itself.',
  },
  '/confirmations/userRightsPolicyOwner': {
    label: 'Owner of the user-rights policy',
    hint: 'The GPO that says who may log on as a service.',
  },
  '/confirmations/identityBoundData': {
    label: 'Some data is bound to the old identity',
    hint: 'DPAPI files, certificates of the user, private keys, shares.',
  },
  '/confirmations/identityBoundItems': { label: 'What is bound to it', hint: 'Each is recreated or granted in E-07.' },
  '/confirmations/oldAccountsSharedWith': { label: 'Other uses of the old accounts' },
  '/confirmations/authenticationSilos': { label: 'Authentication silos are in use' },
  '/confirmations/administrativeTiering': { label: 'Administrative tiering is in use' },
  '/confirmations/scsmReporting': { label: 'SCSM Reporting is in use' },
  '/confirmations/ssprResetsPasswords': { label: 'Users reset their passwords through MIM' },
  '/confirmations/testUsersProtected': {
    label: 'Test users are in Protected Users, or cannot be delegated',
    hint: 'Delegation does not work for them.',
  },
}

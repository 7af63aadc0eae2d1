import type { FieldWords } from './field-words.ts'

const SERVICES = {
  SYNC: 'SYNC, Synchronization Service',
  SVC: 'SVC, MIM Service',
  REG: 'REG, password registration',
  RST: 'RST, password reset',
  PAMREST: 'PAMREST, PAM REST API',
  PAMMON: 'PAMMON, PAM Monitoring Service',
  PAMCOMP: 'PAMCOMP, PAM Component Service',
}

/** Services, their accounts, and the names that clients use. */
export const SERVICE_WORDS: Readonly<Record<string, FieldWords>> = {
  '/components/*/component': { label: 'Service', options: SERVICES },
  '/components/*/servers': { label: 'Servers', hint: 'Standbys and every node of a pool belong here.', mono: true },
  '/components/*/oldAccount/domain': { label: 'Domain (NetBIOS)', mono: true },
  '/components/*/oldAccount/name': { label: 'Account today', hint: 'Column "Log On As" of services.msc.', mono: true },
  '/components/*/oldAccountRetires': {
    label: 'Disable and delete the old account after the soak',
    hint: 'Leave it off where a mailbox, connector, SharePoint or anything else still uses it.',
  },
  '/components/*/managedAccount/kind': {
    label: 'Kind of account',
    options: {
      group: 'Group managed service account (gMSA)',
      standalone: 'Standalone managed account (sMSA)',
      delegated: 'Delegated managed account (dMSA)',
    },
  },
  '/components/*/managedAccount/name': { label: 'gMSA name', mono: true },
  '/components/*/managedAccount/domain': { label: 'Domain of the gMSA', hint: 'DNS name.', mono: true },
  '/components/*/managedAccount/dnsHostName': {
    label: 'DNS host name',
    hint: 'The name, a dot, and its domain.',
    mono: true,
  },
  '/components/*/managedAccount/container': {
    label: 'Container of the gMSA',
    hint: 'Distinguished name; otherwise CN=Managed Service Accounts of the domain.',
    mono: true,
  },
  '/components/*/managedAccount/passwordIntervalDays': {
    label: 'Password interval, days',
    hint: 'Fixed when the account is made.',
  },
  '/components/*/managedAccount/encryptionTypes': { label: 'Kerberos encryption' },
  '/components/*/managedAccount/existing': {
    label: 'Does the account exist already?',
    options: { found: 'Yes', absent: 'Looked for, not there', unknown: 'Not looked yet' },
  },
  '/components/*/managedAccount/existing/value/passwordIntervalDays': { label: 'Its password interval, days' },
  '/components/*/managedAccount/existing/value/encryptionTypes': { label: 'Its Kerberos encryption' },
  '/components/*/hostGroup/name': {
    label: 'Host group',
    hint: 'Its members may read the password. One group a tier.',
    mono: true,
  },
  '/components/*/hostGroup/domain': { label: 'Domain of the group', hint: 'DNS name.', mono: true },
  '/components/*/hostGroup/scope': {
    label: 'Scope',
    options: { global: 'Global', universal: 'Universal', 'domain-local': 'Domain local' },
  },
  '/components/*/hostGroup/container': {
    label: 'Container of the group',
    hint: 'Distinguished name; otherwise CN=Managed Service Accounts of the domain.',
    mono: true,
  },
  '/components/*/servicePrincipalNames': {
    label: 'Service principal names',
    hint: 'Clients ask for the service under these names.',
    mono: true,
  },
  '/components/*/servicePrincipalNamesToday': {
    label: 'Who holds these names today',
    hint: 'setspn.exe -Q shows it.',
    options: {
      'old-account': 'The old account',
      computer: 'A computer account',
      'other-account': 'Another account',
    },
  },
  '/components/*/delegation/mode': {
    label: 'Delegation',
    options: {
      none: 'None',
      constrained: 'Constrained, Kerberos only',
      'any-protocol': 'Constrained, any protocol',
      unconstrained: 'Unconstrained',
    },
  },
  '/components/*/delegation/targets': { label: 'May delegate to', mono: true },
  '/components/*/webSite': { label: 'Web site' },
  '/components/*/webSite/siteName': { label: 'IIS site', hint: 'Otherwise found by its folder.' },
  '/components/*/webSite/applicationPool': { label: 'Application pool', hint: 'Otherwise found by its folder.' },
  '/components/*/webSite/hostHeader': { label: 'Host header', mono: true },
  '/components/*/webSite/port': { label: 'Port' },
  '/components/*/webSite/kernelMode': {
    label: 'Kernel-mode authentication is on',
    hint: 'It decrypts tickets with the computer account.',
  },
  '/components/*/webSite/useAppPoolCredentials': { label: 'useAppPoolCredentials is True' },

  '/unconverted/*/component': {
    label: 'Part',
    options: {
      PORTAL: 'PORTAL, MIM Portal in SharePoint',
      CM: 'CM, Certificate Management',
      BHOLD: 'BHOLD suite',
      MA: 'MA, management agents',
    },
  },
  '/unconverted/*/servers': { label: 'Servers', mono: true },
  '/unconverted/*/account': { label: 'It has an account of its own' },
  '/unconverted/*/account/domain': { label: 'Domain (NetBIOS)', mono: true },
  '/unconverted/*/account/name': { label: 'Account', mono: true },
  '/unconverted/*/note': { label: 'Note for the runbook' },

  '/aliases/*/fqdn': { label: 'Name', mono: true, placeholder: 'mim.contoso.com' },
  '/aliases/*/record': {
    label: 'DNS record',
    options: { A: 'A', CNAME: 'CNAME', unknown: 'Not looked yet' },
  },
  '/aliases/*/usedBy': {
    label: 'Leads to',
    options: {
      SVC: 'SVC, MIM Service',
      PORTAL: 'PORTAL, MIM Portal',
      REG: 'REG, password registration',
      RST: 'RST, password reset',
      PAMREST: 'PAMREST, PAM REST API',
      SQL: 'SQL Server',
    },
  },
  '/aliases/*/loadBalanced': { label: 'Load balancer' },
}

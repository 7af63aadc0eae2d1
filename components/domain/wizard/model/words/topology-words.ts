import type { FieldWords } from './field-words.ts'

const WINDOWS = {
  '2003': 'Windows Server 2003',
  '2008': 'Windows Server 2008',
  '2008R2': 'Windows Server 2008 R2',
  '2012': 'Windows Server 2012',
  '2012R2': 'Windows Server 2012 R2',
  '2016': 'Windows Server 2016',
  '2019': 'Windows Server 2019',
  '2022': 'Windows Server 2022',
  '2025': 'Windows Server 2025',
}

const INSTALLED = {
  SYNC: 'SYNC, Synchronization Service',
  SVC: 'SVC, MIM Service',
  REG: 'REG, password registration',
  RST: 'RST, password reset',
  PAMREST: 'PAMREST, PAM REST API',
  PAMMON: 'PAMMON, PAM Monitoring Service',
  PAMCOMP: 'PAMCOMP, PAM Component Service',
  PORTAL: 'PORTAL, MIM Portal in SharePoint',
  CM: 'CM, Certificate Management',
  BHOLD: 'BHOLD suite',
  MA: 'MA, management agents',
}

/** The installation itself, its forest, servers and databases. */
export const TOPOLOGY_WORDS: Readonly<Record<string, FieldWords>> = {
  '/name': { label: 'Name of the installation', hint: 'As your team calls it. Printed on every runbook.' },
  '/purpose': {
    label: 'Purpose',
    hint: 'Some shortcuts are refused in production.',
    options: { lab: 'Lab', production: 'Production' },
  },

  '/forest/rootDomain': { label: 'Forest root domain', hint: 'DNS name, for example contoso.com.', mono: true },
  '/forest/functionalLevel': { label: 'Forest functional level', hint: 'Get-ADForest shows it.', options: WINDOWS },
  '/forest/schemaVersion': {
    label: 'Schema version',
    hint: 'objectVersion of the schema; 56 or more supports gMSA.',
  },
  '/forest/kdsRootKeys': {
    label: 'KDS root key',
    hint: 'Get-KdsRootKey on a domain controller, as a member of Domain Admins.',
    options: { found: 'Found', absent: 'Looked for, none there', unknown: 'Not looked yet' },
  },
  '/forest/kdsRootKeys/keys/*/keyId': { label: 'Key id', mono: true, hint: 'The GUID that Get-KdsRootKey shows.' },
  '/forest/kdsRootKeys/keys/*/creationTime': { label: 'Created' },
  '/forest/kdsRootKeys/keys/*/effectiveTime': { label: 'Effective from' },
  '/forest/labShortcut': {
    label: 'Use the lab shortcut for a new root key',
    hint: 'Dates the key ten hours back. Only for a lab with one domain controller.',
  },
  '/forest/replicationConfirmed': {
    label: 'Replication between all domain controllers is healthy',
    hint: 'repadmin /replsummary shows no failure.',
  },
  '/forest/maxClockSkewSeconds': {
    label: 'Largest clock difference, seconds',
    hint: 'Between MIM servers and domain controllers; Kerberos fails above 300.',
  },
  '/forest/domains/*/dnsName': { label: 'DNS name', mono: true, placeholder: 'contoso.com' },
  '/forest/domains/*/netbiosName': { label: 'NetBIOS name', mono: true, placeholder: 'CONTOSO' },
  '/forest/domains/*/functionalLevel': { label: 'Domain functional level', options: WINDOWS },
  '/forest/domains/*/controllers/*/name': { label: 'Name', mono: true },
  '/forest/domains/*/controllers/*/fqdn': { label: 'FQDN', mono: true },
  '/forest/domains/*/controllers/*/operatingSystem': { label: 'Windows', options: WINDOWS },
  '/forest/domains/*/controllers/*/site': { label: 'AD site' },
  '/forest/domains/*/controllers/*/readOnly': { label: 'Read-only (RODC)' },

  '/servers/*/name': { label: 'Short name', hint: 'At most 15 characters.', mono: true },
  '/servers/*/fqdn': { label: 'FQDN', mono: true },
  '/servers/*/domain': { label: 'Domain', hint: 'DNS name; empty for a workgroup.', mono: true },
  '/servers/*/operatingSystem': { label: 'Windows', options: WINDOWS },
  '/servers/*/language': { label: 'Display language', hint: 'Language tag, for example en-US.', mono: true },
  '/servers/*/installationType': {
    label: 'Installation',
    hint: 'On Server Core the runbook gives commands only.',
    options: { desktop: 'Desktop', core: 'Server Core' },
  },
  '/servers/*/site': { label: 'AD site' },
  '/servers/*/isDomainController': { label: 'It is a domain controller' },
  '/servers/*/isFailoverClusterName': { label: 'It is the name of a failover cluster, not a machine' },
  '/servers/*/tls12Only': { label: 'Only TLS 1.2 is allowed' },
  '/servers/*/dotNetRelease': {
    label: '.NET Framework release',
    hint: 'Registry value Release, for example 528049.',
  },
  '/servers/*/visualCpp2013': { label: 'Visual C++ 2013 x64 is installed' },
  '/servers/*/installations': { label: 'Parts of MIM on this server' },
  '/servers/*/installations/*/component': { label: 'Part', options: INSTALLED },
  '/servers/*/installations/*/build': { label: 'Build', placeholder: '4.6.673.0', mono: true },
  '/servers/*/installations/*/node': {
    label: 'Node',
    hint: 'Nodes of a load-balanced pool are all active.',
    options: { active: 'Active', standby: 'Standby' },
  },

  '/sql/*/address': { label: 'Address', hint: 'As MIM Setup knows it: SQL, SQL\\MIM, or a listener.', mono: true },
  '/sql/*/version': {
    label: 'SQL Server',
    options: Object.fromEntries(
      ['2008R2', '2012', '2014', '2016', '2017', '2019', '2022'].map((year) => [
        year,
        `SQL Server ${year.replace('R2', ' R2')}`,
      ]),
    ),
  },
  '/sql/*/replicas': { label: 'Machines', hint: 'Short names: one, or every replica.', mono: true },
  '/sql/*/availabilityGroup': { label: 'Reached through an availability group listener' },
  '/sql/*/availabilityGroup/listener': { label: 'Listener', mono: true },
  '/sql/*/availabilityGroup/port': { label: 'Port' },
  '/sql/*/availabilityGroup/registerAllProvidersIp': {
    label: 'RegisterAllProvidersIP is 1',
    hint: 'With 1, clients may wait for an address that does not answer.',
  },
  '/sql/*/availabilityGroup/knownReplicas': {
    label: 'Replicas in the group',
    hint: 'How many there are, so that none is forgotten above.',
  },
  '/sql/*/databases': { label: 'Databases' },
  '/sql/*/databases/*/component': { label: 'Of', options: { SYNC: 'SYNC', SVC: 'SVC' } },
  '/sql/*/databases/*/name': { label: 'Database', mono: true },
  '/sql/*/installerMayCreateLogins': {
    label: 'The person at Setup may create logins',
    hint: 'Without this right the logins are made beforehand (E-04).',
  },
  '/sql/*/backupFolder': {
    label: 'Backup folder',
    hint: 'On the SQL machine, or a share that the engine can write to.',
    mono: true,
  },
}

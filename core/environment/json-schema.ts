import { z } from 'zod'
import { environmentSchema } from './environment.ts'

type JsonSchema = { [key: string]: unknown; properties?: Record<string, JsonSchema>; items?: JsonSchema }

/** What a reader of the published schema must know beyond types. Keys name fields; `[]` is an entry of a list. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  schemaVersion: 'Version of this format.',
  name: 'What people call this installation of MIM.',
  purpose: 'A lab may use the short way to a KDS root key; production may not.',
  forest: 'The forest that holds the MIM servers and the new accounts.',
  'forest.schemaVersion': 'objectVersion of the Active Directory schema; 56 is Windows Server 2012.',
  'forest.kdsRootKeys': 'Root keys of the Key Distribution Service, of the whole forest.',
  'forest.labShortcut': 'Back-date the new root key by ten hours; only in a lab with one domain controller.',
  'forest.replicationConfirmed': 'Somebody has read repadmin /replsummary and it shows no failure.',
  'forest.maxClockSkewSeconds':
    'Largest difference between the clocks of MIM servers and domain controllers, in seconds.',
  'forest.domains[].dnsName': 'For example contoso.com.',
  'forest.domains[].netbiosName': 'Short form, for example CONTOSO.',
  servers: 'MIM servers and database machines; no domain controllers, unless MIM runs on one.',
  'servers[].name': 'Short name, at most 15 characters.',
  'servers[].domain': 'DNS name of its domain; empty for a workgroup.',
  'servers[].language': 'Language tag of the Windows display language, for example en-US.',
  'servers[].dotNetRelease': 'Value Release of .NET Framework 4, for example 528049.',
  'servers[].installations': 'The parts of MIM on this server, with their builds.',
  'servers[].installations[].build': 'File version, for example 4.6.673.0.',
  'servers[].installations[].node': 'SYNC knows one active server and standbys; nodes of a pool are all active.',
  sql: 'SQL Server instances that hold MIM databases.',
  'sql[].address': 'As MIM Setup knows it: SQL, SQL\\MIM, or the name of a listener.',
  'sql[].replicas': 'Short names of the machines: one, or every replica of the availability group.',
  'sql[].backupFolder': 'Folder on the SQL machine, or a share that the engine can write to.',
  components: 'Service identities that become managed accounts.',
  'components[].servers': 'Short names; a standby and every node of a pool belong here.',
  'components[].oldAccount': 'The account that runs the service today: short domain and name.',
  'components[].oldAccountRetires': 'false: something else still needs the old account, so it is never disabled.',
  'components[].managedAccount.name': 'Bare name without domain and without $, at most 15 characters.',
  'components[].managedAccount.domain': 'DNS name of the domain that will hold the account.',
  'components[].managedAccount.container': 'Distinguished name; null means CN=Managed Service Accounts of the domain.',
  'components[].managedAccount.passwordIntervalDays': 'Days between password changes; settable only at creation.',
  'components[].hostGroup': 'Group of the computers that may fetch the password.',
  'components[].servicePrincipalNames': 'SPNs that move to the new account.',
  'components[].servicePrincipalNamesToday': 'Who holds these SPNs today.',
  'components[].delegation.mode':
    'constrained: Kerberos only; any-protocol: with protocol transition; unconstrained: to every service.',
  'components[].webSite': 'IIS site of REG, RST or PAMREST; null for the others.',
  unconverted: 'Parts that stay on ordinary accounts.',
  aliases: 'Names that clients use: load balancers, portals, host headers.',
  'syncGroups.domain': 'Short name of the domain, or of the server for local groups.',
  'syncGroups.passwordSetConfirmed':
    "The name was read from the installation itself; Microsoft's pages spell it in two ways.",
  'syncGroups.serviceMembership': 'How the MIM Service gets its rights in the Synchronization Service.',
  'syncGroups.managedByMim': 'Whether MIM itself writes the members of these groups.',
  'mimServiceAgent.mode': 'sync-account: "Use MIMSync Account"; user: an ordinary account.',
  'mail.delivery': "Mail option by its letter in Microsoft's install pages.",
  'mail.pollExchangeEnabled': 'Registry value PollExchangeEnabled of the MIM Service today.',
  'mail.differentUserConfirmed': 'Builds before 4.6.421.0: "Use different user for Exchange" will be ticked.',
  'passwordChangeNotification.targetServicePrincipalName': 'As pcnscfg list shows it.',
  pam: 'Privileged Access Management; null where it is not used.',
  'software.targetBuild': 'The build that phase C brings about, or that is there already.',
  'software.route': 'current: builds stay; the others are ways to a supported build.',
  'paths.backupFolder': 'Folder on each MIM server, for example D:\\MIMBackup.',
  'paths.keyExportFile': 'File for the encryption keys of the Synchronization Service.',
  'schedule.timeZone': 'Label beside printed local times, for example CET.',
  'schedule.windows': 'Per group of phases: its first change must begin inside; what has begun may end.',
  'schedule.overlapsConversion': 'Run profiles, patches or reboots are scheduled inside the conversion window.',
  'schedule.soakDays': 'Days on the new accounts before the old ones are disabled.',
  confirmations: 'Answers that only a person can give.',
  'confirmations.identityBoundData': 'Data tied to the old accounts: DPAPI files, private keys, HKCU, shares.',
  'confirmations.testUsersProtected':
    'Test users are in Protected Users or marked sensitive: they cannot be delegated.',
  passwordUpdate: 'Only where nothing is converted and the secret of the mailbox changes; absent in a conversion.',
  'passwordUpdate.nextChange': 'Day on which the portal reminds of the next change.',
}

/** JSON Schema (draft 2020-12) of an environment document, as `public/schemas/environment-1.json` publishes it. */
export function environmentJsonSchema(): Record<string, unknown> {
  const { $schema, ...body } = z.toJSONSchema(environmentSchema, { target: 'draft-2020-12' }) as JsonSchema
  for (const [field, description] of Object.entries(DESCRIPTIONS)) describeField(body, field, description)
  return {
    $schema,
    $id: 'urn:mim-gmsa:environment:1',
    title: 'MIM environment',
    description: 'One installation of Microsoft Identity Manager 2016 whose services move to managed accounts.',
    ...body,
  }
}

function describeField(root: JsonSchema, field: string, description: string): void {
  let schema: JsonSchema | undefined = root
  for (const part of field.split('.')) {
    const name = part.replace('[]', '')
    schema = objectOf(schema)?.properties?.[name]
    if (part.endsWith('[]')) schema = schema?.items
  }
  if (!schema) throw new RangeError(`the environment has no field ${field}`)
  schema.description = description
}

/** The object form of a field that may also be null. */
function objectOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  if (!schema || schema.properties || !Array.isArray(schema.anyOf)) return schema
  return (schema.anyOf as JsonSchema[]).find((option) => option.properties)
}

import { z } from 'zod'
import { instant, name, text } from '#core/environment/vocabulary.ts'
import { discovered } from './fact.ts'

const level = z.int().min(0).max(50)
const accounts = z.array(name).max(500)

export const controllerFacts = z.strictObject({
  name,
  fqdn: name,
  /** Attribute operatingSystemVersion, e.g. `10.0 (17763)`. */
  operatingSystemVersion: discovered(text(60)),
  site: discovered(name),
  readOnly: z.boolean(),
  /** TCP 9389, Active Directory Web Services. */
  webServicesReachable: discovered(z.boolean()),
  clockSkewSeconds: discovered(z.int().min(0).max(864_000)),
})

export const domainFacts = z.strictObject({
  dnsName: name,
  netbiosName: discovered(name),
  /** Attribute msDS-Behavior-Version: 7 is Windows Server 2016. */
  functionalLevel: discovered(level),
  controllers: discovered(z.array(controllerFacts).max(500)),
})

/** A managed service account that exists. */
export const managedAccountFacts = z.strictObject({
  /** Without `$`. */
  name,
  /** DNS name of its domain. */
  domain: name,
  kind: z.enum(['group', 'standalone', 'delegated']),
  passwordIntervalDays: discovered(z.int().min(0).max(36_500)),
  /** Attribute msDS-SupportedEncryptionTypes: 4 RC4, 8 AES128, 16 AES256. */
  encryptionTypes: discovered(z.int().min(0).max(0x7fff_ffff)),
  /** Who may read the password, as `CONTOSO\MIMSync_Servers`. */
  principals: discovered(accounts),
})

export const groupFacts = z.strictObject({
  name,
  domain: name,
  scope: z.enum(['global', 'universal', 'domain-local']),
  members: discovered(accounts),
})

export const trustFacts = z.strictObject({
  partner: name,
  netbiosName: discovered(name),
  direction: z.enum(['inbound', 'outbound', 'two-way']),
  forest: z.boolean(),
})

/** The forest, seen from one run with kind `directory` (or from a host run that was told to look). */
export const directoryFacts = z.strictObject({
  rootDomain: discovered(name),
  functionalLevel: discovered(level),
  /** objectVersion of the schema: 88 is Windows Server 2019. */
  schemaVersion: discovered(z.int().min(13).max(200)),
  kdsRootKeys: discovered(
    z
      .array(z.strictObject({ keyId: z.guid(), creationTime: instant, effectiveTime: instant }))
      .min(1)
      .max(50),
  ),
  domains: discovered(z.array(domainFacts).min(1).max(50)),
  sites: discovered(z.array(name).max(1000)),
  trusts: discovered(z.array(trustFacts).max(100)),
  /** Replication partners that report a failure; 0 is a found value. */
  replicationFailures: discovered(z.int().min(0)),
  /** SPNs that more than one object holds. */
  duplicateServicePrincipalNames: discovered(z.array(name).max(1000)),
  managedAccounts: discovered(z.array(managedAccountFacts).max(1000)),
  groups: discovered(z.array(groupFacts).max(200)),
  /** Target SPNs of the Password Change Notification Service; absent: PCNS is not used. */
  passwordChangeNotification: discovered(z.array(z.strictObject({ target: name, servicePrincipalName: name })).max(20)),
})

/** What the directory says of one account that MIM uses today. */
export const accountFacts = z.strictObject({
  /** `CONTOSO\svcMIMSync`. */
  account: name,
  objectClass: discovered(z.enum(['user', 'group-managed', 'standalone-managed', 'delegated-managed', 'computer'])),
  servicePrincipalNames: discovered(z.array(name).max(200)),
  delegation: discovered(
    z.strictObject({
      trustedForDelegation: z.boolean(),
      trustedToAuthForDelegation: z.boolean(),
      allowedToDelegateTo: z.array(name).max(200),
    }),
  ),
  /** As `CONTOSO\MIMSyncBrowse`, direct memberships. */
  memberOf: discovered(accounts),
  encryptionTypes: discovered(z.int().min(0).max(0x7fff_ffff)),
})

/** Who holds one SPN in the forest. */
export const servicePrincipalNameFacts = z.strictObject({
  name,
  holders: discovered(z.array(name).min(1).max(20)),
})

export const dnsFacts = z.strictObject({
  name,
  record: discovered(z.enum(['A', 'CNAME'])),
  addresses: z.array(text(60)).max(20),
})

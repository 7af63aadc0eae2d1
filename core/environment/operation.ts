import { z } from 'zod'
import { account } from './components.ts'
import { trustedForest } from './directory.ts'
import { answer, COMPONENTS, day, fact, instant, name, text } from './vocabulary.ts'

export const syncGroups = z.strictObject({
  kind: z.enum(['domain', 'local']),
  /** NetBIOS name of the domain, or of the server for local groups. */
  domain: name,
  admins: name,
  operators: name,
  joiners: name,
  browse: name,
  passwordSet: name,
  /** Somebody has read the name of the password group from the installation itself; Microsoft's pages spell it in two ways. */
  passwordSetConfirmed: z.boolean(),
  /** How the MIM Service gets its rights: in Admins, or in Browse and PasswordSet. */
  serviceMembership: z.enum(['admins', 'browse-and-password-set']),
  managedByMim: answer,
})

export const mimServiceAgent = z.strictObject({
  /** `sync-account`: mode A, "Use MIMSync Account"; `user`: mode B, an ordinary account. */
  mode: z.enum(['sync-account', 'user']),
  account: z.nullable(account),
  networkLogonDenied: answer,
})

const mailbox = text(320)
/** Where the mailbox password comes from: typed on the server, encrypted beforehand, or not decided. */
const password = z.enum(['typed-on-server', 'encrypted', 'not-planned'])

/** Mail options by their letters in Microsoft's install pages; A to E keep an ordinary account. */
export const mailDelivery = z.discriminatedUnion('option', [
  z.strictObject({ option: z.enum(['A', 'B', 'C', 'D', 'E']), server: name }),
  z.strictObject({ option: z.literal('F'), server: name, mailbox, password }),
  z.strictObject({ option: z.literal('G'), mailbox, password }),
  z.strictObject({
    option: z.literal('H'),
    mailbox,
    applicationId: text(64),
    tenantId: text(64),
    clientSecretExpires: z.nullable(day),
  }),
  z.strictObject({ option: z.literal('I') }),
])

export const mail = z.strictObject({
  delivery: mailDelivery,
  approvalsByMail: z.boolean(),
  outlookApprovals: z.boolean(),
  /** Registry value of the MIM Service today. */
  pollExchangeEnabled: fact(z.union([z.literal(0), z.literal(1)])),
  /** Builds before 4.6.421: "Use different user for Exchange (for managed accounts)" will be ticked. */
  differentUserConfirmed: z.boolean(),
})

export const passwordChangeNotification = z.strictObject({ inUse: z.boolean(), targetServicePrincipalName: name })

export const pam = z.strictObject({
  trustedForests: z.array(trustedForest).max(20),
  /** Components whose new accounts are to be members of Domain Admins, as the PAM pages do. */
  domainAdmins: z.array(z.enum(COMPONENTS)).max(7),
  restHostName: name,
})

export const softwareRoute = z.strictObject({
  targetBuild: text(40),
  /** `current`: builds stay. The others are Microsoft's two ways to a supported build. */
  route: z.enum(['current', 'sp1-hotfix', 'sp2-full', 'sp2-hotfix-in-place']),
  unattendedSync: z.boolean(),
  unattendedService: z.boolean(),
})

export const paths = z.strictObject({
  /** Folder on each MIM server for backups, e.g. `D:\MIMBackup`. */
  backupFolder: text(200),
  keyExportFile: text(200),
  installMedia: text(200),
  installationFolder: text(200),
  logsReadableByAdministratorsOnly: answer,
})

const window = z.nullable(z.strictObject({ notBefore: instant, notAfter: instant }))

export const schedule = z.strictObject({
  /** Label beside printed local times, e.g. `CET`. The offset itself stands in each instant. */
  timeZone: text(40),
  windows: z.strictObject({
    directory: window,
    software: window,
    conversion: window,
    checks: window,
    decommission: window,
  }),
  soakDays: z.int().min(0).max(3650),
  runProfileSchedule: text(500),
  /** Run profiles, patches or reboots are scheduled inside the conversion window. */
  overlapsConversion: answer,
  databaseBackupAt: z.nullable(instant),
})

/** Answers that only a person can give. */
export const confirmations = z.strictObject({
  namesFreeInForest: z.boolean(),
  keyExportPlanned: z.boolean(),
  oldPasswordsAvailable: answer,
  rollbackOwner: text(200),
  originalMediaAvailable: answer,
  monitoringOwner: text(200),
  userRightsPolicyOwner: text(200),
  identityBoundData: answer,
  identityBoundItems: z.array(text(300)).max(50),
  oldAccountsSharedWith: text(500),
  authenticationSilos: answer,
  administrativeTiering: answer,
  scsmReporting: answer,
  ssprResetsPasswords: answer,
  /** People who will test the portals are in Protected Users, or marked "sensitive and cannot be delegated" (rule D05). */
  testUsersProtected: answer,
})

/**
 * Only in requests of the kind `password-update`: the MIM Service runs as its managed account already, and only the secret of its
 * mailbox changes (phase U).
 */
export const passwordUpdate = z.strictObject({
  /** How it is known that the service was converted: by a signed request of this portal, or by somebody's word. */
  converted: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('request'), requestId: z.string().regex(/^MG-[0-9]{4,9}$/) }),
    z.strictObject({ by: z.literal('statement'), confirmed: z.boolean() }),
  ]),
  /** Day on which the portal reminds of the next change. */
  nextChange: z.nullable(day),
})

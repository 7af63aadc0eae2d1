import { z } from 'zod'
import { COMPONENTS, instant, name, text, UNCONVERTED } from '#core/environment/vocabulary.ts'
import { discovered } from './fact.ts'

const registryName = text(255)
const port = z.int().min(1).max(65_535)

/** One Windows host as it describes itself. Raw values; their meaning is read in `core/discovery`, not in the script. */
export const hostFacts = z.strictObject({
  /** Short name, e.g. `MIMSYNC`. */
  name,
  fqdn: discovered(name),
  /** DNS name of its domain; absent in a workgroup. */
  domain: discovered(name),
  /** Site of Active Directory. */
  site: discovered(name),
  isDomainController: discovered(z.boolean()),
  /** The name is that of a failover cluster, not of a machine. */
  isFailoverClusterName: discovered(z.boolean()),
  /** Windows waits for a restart. */
  pendingReboot: discovered(z.boolean()),
  /** User rights that a group policy sets on this host (resultant set of policy), with the policy that wins. Local rights are not in it. */
  policyUserRights: discovered(
    z.array(z.strictObject({ right: name, holders: z.array(name).max(200), policy: name })).max(50),
  ),
})

export const operatingSystem = z.strictObject({
  /** Build of Windows, e.g. 17763 for Windows Server 2019. */
  buildNumber: discovered(z.int().min(0).max(1_000_000)),
  caption: discovered(text(200)),
  installationType: discovered(z.enum(['desktop', 'core'])),
  /** Language tag of the display language, e.g. `en-US`. */
  language: discovered(text(35)),
  /** Value `Release` of .NET Framework 4, e.g. 528049. */
  dotNetRelease: discovered(z.int().min(0)),
  visualCpp2013: discovered(z.boolean()),
  /** TLS 1.0 and 1.1 are switched off for client and server. */
  tls12Only: discovered(z.boolean()),
  /** Windows PowerShell module ActiveDirectory is installed. */
  activeDirectoryModule: discovered(z.boolean()),
  /** Effective execution policy of Windows PowerShell, e.g. `AllSigned`. */
  executionPolicy: discovered(text(40)),
  /** Products of MIM that Windows Installer knows, and packages that its cache has lost: change mode would ask for them. */
  installerProducts: discovered(
    z
      .array(z.strictObject({ name: text(200), version: text(40), missingPackages: z.array(text(260)).max(100) }))
      .max(50),
  ),
})

export const windowsService = z.strictObject({
  name,
  /** As the service control manager writes it: `CONTOSO\svcMIMSync`, `svc@contoso.com`, `LocalSystem`. */
  account: discovered(name),
  state: z.enum(['running', 'stopped', 'other']),
  startMode: z.enum(['auto', 'manual', 'disabled']),
  /** Registry value ServiceAccountManaged of the service. */
  managed: discovered(z.boolean()),
})

/** One part of MIM that was looked for on this host. */
export const componentFacts = z.strictObject({
  component: z.enum([...COMPONENTS, ...UNCONVERTED]),
  /** absent: not installed on this host. The value is the file version, e.g. `4.6.673.0`. */
  build: discovered(text(40)),
  /** Null for parts without a Windows service. */
  service: z.nullable(windowsService),
})

export const webSite = z.strictObject({
  /** Read from the physical path; null: not a site of MIM. */
  component: z.nullable(z.enum(['REG', 'RST', 'PAMREST', 'PORTAL', 'CM', 'BHOLD'])),
  name,
  applicationPool: name,
  poolAccount: discovered(name),
  bindings: z.array(z.strictObject({ protocol: text(20), hostHeader: name, port })).max(50),
  kernelMode: discovered(z.boolean()),
  useAppPoolCredentials: discovered(z.boolean()),
})

const database = z.strictObject({ address: name, name: text(128) })

/** The Synchronization Service; null where it is not installed. */
export const synchronization = z.strictObject({
  database: discovered(database),
  installationFolder: discovered(text(200)),
  groups: discovered(
    z.strictObject({
      kind: z.enum(['domain', 'local']),
      /** NetBIOS name of the domain, or of the server. */
      domain: name,
      admins: name,
      operators: name,
      joiners: name,
      browse: name,
      passwordSet: name,
    }),
  ),
})

/** The MIM Service; null where it is not installed. Of secrets only the names of registry values, never their data. */
export const mimService = z.strictObject({
  database: discovered(database),
  installationFolder: discovered(text(200)),
  /** Name under which clients reach the service. */
  externalHostName: discovered(name),
  synchronizationServer: discovered(name),
  /** Account of the MIM MA, e.g. `CONTOSO\svcMIMMA`. */
  agentAccount: discovered(name),
  pollExchangeEnabled: discovered(z.union([z.literal(0), z.literal(1)])),
  mailServer: discovered(name),
  /** Non-empty registry values whose name begins with Encrypted or GMSAEncrypted. */
  secretValueNames: discovered(z.array(registryName).max(50)),
})

export const sqlFacts = z.strictObject({
  /** As MIM Setup knows it: `SQL`, `SQL\MIM`, or a listener's name. */
  address: name,
  /** Short name of the machine that answered. */
  machine: discovered(name),
  /** Property ProductVersion, e.g. `14.0.3456.2`. */
  productVersion: discovered(text(40)),
  databases: discovered(z.array(text(128)).max(200)),
  availabilityGroup: discovered(
    z.strictObject({
      name,
      listener: discovered(name),
      port: discovered(port),
      /** Short names of the machines. */
      replicas: z.array(name).max(9),
      registerAllProvidersIp: discovered(z.boolean()),
    }),
  ),
  /** The person who ran the script may create logins. */
  mayCreateLogins: discovered(z.boolean()),
  backupFolder: discovered(text(260)),
})

export const certificateFacts = z.strictObject({
  purpose: z.enum(['mim-service', 'document-encryption', 'web-site', 'other']),
  subject: text(400),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  notBefore: instant,
  notAfter: instant,
  /** DER of the public part in base64; only of document encryption certificates. */
  base64: z.nullable(
    z
      .string()
      .regex(/^[A-Za-z0-9+/]+={0,2}$/)
      .max(16_000),
  ),
})

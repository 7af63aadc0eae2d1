import { z } from 'zod'
import { answer, COMPONENTS, fact, name, OPERATING_SYSTEMS, SQL_VERSIONS, text, UNCONVERTED } from './vocabulary.ts'

/** One part of MIM as it is installed on one server. */
export const installation = z.strictObject({
  component: z.enum([...COMPONENTS, ...UNCONVERTED]),
  /** File version, e.g. `4.6.673.0`. Form and support are judged by rules V01 to V09. */
  build: text(40),
  /** SYNC knows one active server and standbys; nodes of a pool are all `active`. */
  node: z.enum(['active', 'standby']),
})

export const server = z.strictObject({
  /** Short name, e.g. `MIMSYNC`. */
  name,
  fqdn: name,
  /** DNS name of its domain; empty when it is in a workgroup. */
  domain: name,
  operatingSystem: z.enum(OPERATING_SYSTEMS),
  /** Language tag of the Windows display language, e.g. `en-US`. */
  language: text(35),
  installationType: z.enum(['desktop', 'core']),
  site: name,
  isDomainController: z.boolean(),
  isFailoverClusterName: z.boolean(),
  tls12Only: answer,
  /** Value `Release` of .NET Framework 4, e.g. 528049. */
  dotNetRelease: fact(z.int().min(0)),
  visualCpp2013: answer,
  installations: z.array(installation).max(12),
})

export const sqlDatabase = z.strictObject({ component: z.enum(['SYNC', 'SVC']), name: text(128) })

export const sqlInstance = z.strictObject({
  /** Address as the MIM setup knows it: `SQL`, `SQL\MIM`, or a listener's name. */
  address: name,
  version: z.enum(SQL_VERSIONS),
  /** Short names of the machines that hold it: one, or every replica of the availability group. */
  replicas: z.array(name).max(9),
  availabilityGroup: z.nullable(
    z.strictObject({
      listener: name,
      port: z.int().min(1).max(65_535),
      registerAllProvidersIp: answer,
      knownReplicas: z.int().min(1).max(9),
    }),
  ),
  databases: z.array(sqlDatabase).max(4),
  installerMayCreateLogins: answer,
  /** Folder on the SQL machine, or a share that the engine can write to. */
  backupFolder: text(260),
})

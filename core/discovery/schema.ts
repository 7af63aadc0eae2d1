import { z } from 'zod'
import { instant, name, text } from '#core/environment/vocabulary.ts'
import { accountFacts, directoryFacts, dnsFacts, servicePrincipalNameFacts } from './directory-schema.ts'
import { discovered } from './fact.ts'
import {
  certificateFacts,
  componentFacts,
  hostFacts,
  mimService,
  operatingSystem,
  sqlFacts,
  synchronization,
  webSite,
} from './host-schema.ts'

export const DISCOVERY_TYPE = 'mim-gmsa/discovery/1'
/** No discovery file may be larger than this, in bytes of UTF-8; a host's file has about 10 kB. */
export const MAX_DISCOVERY_BYTES = 1_000_000
/** One import takes at most this many files. */
export const MAX_DISCOVERY_FILES = 200

export const meta = z.strictObject({
  scriptVersion: text(40),
  scriptSha256: discovered(z.string().regex(/^[0-9a-f]{64}$/)),
  runAt: instant,
  /** `CONTOSO\anna`. */
  runBy: name,
  /** Short name of the computer on which the script ran. */
  runOn: name,
  /** `host`: describes the host in `host`; `directory`: describes the forest. */
  kind: z.enum(['host', 'directory']),
  elevated: z.boolean(),
})

/**
 * One file of one run of `Get-MimGmsaEnvironment.ps1`. Lists hold what was looked at; a fact says what came of it. Sections that a
 * run does not cover are null (objects) or empty (lists), so that "not looked at" and "looked, and there is none" stay apart.
 */
export const discoverySchema = z.strictObject({
  type: z.literal(DISCOVERY_TYPE),
  meta,
  host: z.nullable(hostFacts),
  operatingSystem: z.nullable(operatingSystem),
  components: z.array(componentFacts).max(20),
  synchronization: z.nullable(synchronization),
  service: z.nullable(mimService),
  /** IIS sites; absent: IIS is not installed. */
  webSites: discovered(z.array(webSite).max(200)),
  sql: z.array(sqlFacts).max(20),
  certificates: discovered(z.array(certificateFacts).max(100)),
  accounts: z.array(accountFacts).max(100),
  servicePrincipalNames: z.array(servicePrincipalNameFacts).max(200),
  dns: z.array(dnsFacts).max(100),
  directory: z.nullable(directoryFacts),
})

export type DiscoveryFile = z.infer<typeof discoverySchema>

import { z } from 'zod'
import { answer, COMPONENTS, fact, name, text, UNCONVERTED } from './vocabulary.ts'

/** An account of a domain, e.g. `CONTOSO` and `svcMIMSync`. */
export const account = z.strictObject({ domain: name, name })

export const managedAccount = z.strictObject({
  /** `group`: gMSA; `standalone`: sMSA of one computer; `delegated`: dMSA of Windows Server 2025. */
  kind: z.enum(['group', 'standalone', 'delegated']),
  /** Bare name, without domain and without `$`. */
  name,
  /** DNS name of the domain that will hold it. */
  domain: name,
  dnsHostName: name,
  /** Distinguished name of the container; null means `CN=Managed Service Accounts` of the domain. */
  container: z.nullable(text(400)),
  passwordIntervalDays: z.number(),
  encryptionTypes: z.array(z.enum(['DES', 'RC4', 'AES128', 'AES256'])).max(4),
  existing: fact(
    z.strictObject({
      passwordIntervalDays: z.int(),
      encryptionTypes: z.array(z.enum(['DES', 'RC4', 'AES128', 'AES256'])).max(4),
    }),
  ),
})

export const hostGroup = z.strictObject({
  name,
  domain: name,
  scope: z.enum(['global', 'universal', 'domain-local']),
  container: z.nullable(text(400)),
})

export const delegation = z.strictObject({
  /** `constrained`: Kerberos only. `any-protocol`: with protocol transition. `unconstrained`: to every service. */
  mode: z.enum(['none', 'constrained', 'any-protocol', 'unconstrained']),
  targets: z.array(name).max(50),
})

/** The web site of REG, RST or PAMREST. */
export const webSite = z.strictObject({
  siteName: z.nullable(name),
  applicationPool: z.nullable(name),
  hostHeader: name,
  port: z.int().min(1).max(65_535),
  kernelMode: answer,
  useAppPoolCredentials: answer,
})

/** One service identity: a component, the servers that run it, its account today and its account tomorrow. */
export const component = z.strictObject({
  component: z.enum(COMPONENTS),
  /** Short names of servers. A standby and every node of a pool belong here. */
  servers: z.array(name).max(2000),
  oldAccount: account,
  /** False: something else still needs the old account, so the plan never disables it. */
  oldAccountRetires: z.boolean(),
  managedAccount,
  hostGroup,
  servicePrincipalNames: z.array(name).max(50),
  /** Who holds these SPNs today. */
  servicePrincipalNamesToday: fact(z.enum(['old-account', 'computer', 'other-account'])),
  delegation,
  webSite: z.nullable(webSite),
})

/** A part that stays on an ordinary account, so that the runbook can say why and what to do instead. */
export const unconvertedPart = z.strictObject({
  component: z.enum(UNCONVERTED),
  servers: z.array(name).max(200),
  account: z.nullable(account),
  note: text(500),
})

/** A name that clients use: a load balancer, a portal, a host header. */
export const alias = z.strictObject({
  fqdn: name,
  record: z.enum(['A', 'CNAME', 'unknown']),
  usedBy: z.enum(['SVC', 'PORTAL', 'REG', 'RST', 'PAMREST', 'SQL']),
  loadBalanced: z.boolean(),
})

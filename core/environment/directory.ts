import { z } from 'zod'
import { FUNCTIONAL_LEVELS, fact, instant, name, OPERATING_SYSTEMS } from './vocabulary.ts'

export const domainController = z.strictObject({
  name,
  fqdn: name,
  operatingSystem: z.enum(OPERATING_SYSTEMS),
  site: name,
  readOnly: z.boolean(),
})

export const domain = z.strictObject({
  dnsName: name,
  netbiosName: name,
  functionalLevel: fact(z.enum(FUNCTIONAL_LEVELS)),
  controllers: z.array(domainController).max(500),
})

/** Root keys of the Key Distribution Service. They belong to the forest, not to a domain. */
export const kdsRootKeys = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('found'),
    keys: z
      .array(z.strictObject({ keyId: z.guid(), creationTime: instant, effectiveTime: instant }))
      .min(1)
      .max(50),
  }),
  z.strictObject({ status: z.literal('absent') }),
  z.strictObject({ status: z.literal('unknown') }),
])

/** The forest that holds the MIM servers and the new accounts. */
export const forest = z.strictObject({
  rootDomain: name,
  functionalLevel: fact(z.enum(FUNCTIONAL_LEVELS)),
  /** objectVersion of the schema: 56 is Windows Server 2012. */
  schemaVersion: fact(z.int().min(13).max(200)),
  kdsRootKeys,
  /** Back-date the new root key by ten hours; only for a lab with one domain controller. */
  labShortcut: z.boolean(),
  replicationConfirmed: z.boolean(),
  maxClockSkewSeconds: fact(z.int().min(0).max(864_000)),
  domains: z.array(domain).min(1).max(50),
})

/** A forest whose users a PAM bastion manages. */
export const trustedForest = z.strictObject({
  rootDomain: name,
  netbiosName: name,
  controller: name,
  trust: z.enum(['one-way', 'two-way', 'none']),
})

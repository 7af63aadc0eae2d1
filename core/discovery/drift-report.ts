import { z } from 'zod'
import { DRIFT_SEVERITIES } from './drift-rules.ts'

const source = z.strictObject({
  name: z.string(),
  sha256: z.string(),
  host: z.string(),
  kind: z.enum(['host', 'directory']),
  runAt: z.string(),
  elevated: z.boolean(),
})

/** One thing that is not, or not only, as it was approved. */
export const driftItem = z.strictObject({
  severity: z.enum(DRIFT_SEVERITIES),
  /** JSON Pointer into the approved environment: of the value, or of the list that lacks the entry. */
  path: z.string(),
  /** What the thing is called, e.g. `mimsync.contoso.com`; for an entry that the approved environment lacks. */
  entry: z.nullable(z.string()),
  /** Null: the approved environment has no such entry, or says nothing. */
  approved: z.json(),
  /** Null: it is not there. */
  found: z.json(),
  /** Step ids of the plan. */
  steps: z.array(z.string()),
  meaning: z.string(),
  sources: z.array(source),
})

/** What a run of discovery says about an approved environment; type `mim-gmsa/drift/1`. */
export const driftReport = z.strictObject({
  type: z.literal('mim-gmsa/drift/1'),
  /** The gravest severity; null: everything that was looked at is as approved. */
  worst: z.nullable(z.enum(DRIFT_SEVERITIES)),
  /** Places that are as approved. */
  confirmed: z.int(),
  items: z.array(driftItem),
  /** Facts that the script could not read: they are neither confirmed nor refuted. */
  unknown: z.array(z.strictObject({ path: z.string(), reason: z.string(), host: z.string() })),
  /** Servers of the approved environment about which no file speaks. */
  unseenServers: z.array(z.string()),
  /** No file describes the directory. */
  directoryUnseen: z.boolean(),
  sources: z.array(source),
})

export type DriftItem = z.infer<typeof driftItem>
export type DriftReport = z.infer<typeof driftReport>

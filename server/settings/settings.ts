import { z } from 'zod'

/** What administrators set while the portal runs. Limits can only be made tighter than those of the program. */
export const settingsSchema = z.strictObject({
  /** Without any call a session ends after this. */
  sessionIdleMinutes: z.int().min(15).max(480).default(480),
  /** A session ends after this, busy or not. */
  sessionHours: z.int().min(1).max(12).default(12),
  /** The longest life of a new API token. */
  apiTokenDays: z.int().min(1).max(365).default(90),
  /** Whoever the sign-in service names with a mapped group gets an account at the first sign-in. */
  accountsFromSignInService: z.boolean().default(true),
})
export type PortalSettings = z.infer<typeof settingsSchema>

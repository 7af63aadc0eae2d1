import { z } from 'zod'

const whole = (min: number, max: number, what: string) => {
  const error = `${what}: a whole number from ${min} to ${max}.`
  return z.int({ error }).min(min, { error }).max(max, { error })
}

const fields = {
  /** Without any call a session ends after this. */
  sessionIdleMinutes: whole(15, 480, 'Minutes'),
  /** A session ends after this, busy or not. */
  sessionHours: whole(1, 12, 'Hours'),
  /** The longest life of a new API token. */
  apiTokenDays: whole(1, 365, 'Days'),
  /** Whoever the sign-in service names with a mapped group gets an account at the first sign-in. */
  accountsFromSignInService: z.boolean(),
  /** Nobody decides on a request while a thread of it is open. */
  threadsBeforeDecision: z.boolean(),
}

/** What administrators set while the portal runs. Limits can only be made tighter than those of the program. */
export const settingsSchema = z.object({
  sessionIdleMinutes: fields.sessionIdleMinutes.default(480),
  sessionHours: fields.sessionHours.default(12),
  apiTokenDays: fields.apiTokenDays.default(90),
  accountsFromSignInService: fields.accountsFromSignInService.default(true),
  threadsBeforeDecision: fields.threadsBeforeDecision.default(false),
})
export type PortalSettings = Readonly<z.infer<typeof settingsSchema>>

export const settingsChange = z.strictObject(fields).partial()
export type SettingsChange = Readonly<z.infer<typeof settingsChange>>

import { eq } from 'drizzle-orm'
import type { Reader } from '#db/client.ts'
import { settings } from '#db/schema/settings.ts'
import { type PortalSettings, settingsSchema } from './settings.ts'

export const SETTINGS_KEY = 'portal-settings'

/** As an administrator left them; what was never set has its default. */
export function readSettings(db: Reader): PortalSettings {
  const stored = db.select().from(settings).where(eq(settings.key, SETTINGS_KEY)).get()
  return settingsSchema.parse(stored ? JSON.parse(stored.value) : {})
}

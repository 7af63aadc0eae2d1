import { settings } from '#db/schema/settings.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { assertAllowed } from '#server/permissions/permissions.ts'
import { readSettings, SETTINGS_KEY } from './read-settings.ts'
import type { PortalSettings, SettingsChange } from './settings.ts'

export function viewSettings({ actor, db }: UseCaseContext): PortalSettings {
  assertAllowed(actor, 'settings.view')
  return readSettings(db)
}

/** Sets what is named and leaves the rest; counts from the next call on. No change, no event. */
export function updateSettings(context: UseCaseContext, input: SettingsChange): PortalSettings {
  assertAllowed(context.actor, 'settings.update')
  return context.db.transaction(
    (tx) => {
      const before = readSettings(tx)
      const changed = (Object.keys(before) as (keyof PortalSettings)[]).filter(
        (name) => input[name] !== undefined && input[name] !== before[name],
      )
      const pick = (from: SettingsChange) =>
        Object.fromEntries(changed.map((name) => [name, from[name] ?? before[name]]))
      const after = { ...before, ...pick(input) }
      if (changed.length === 0) return before
      const value = JSON.stringify(after)
      tx.insert(settings)
        .values({ key: SETTINGS_KEY, value })
        .onConflictDoUpdate({ target: settings.key, set: { value } })
        .run()
      appendAudit(tx, context, {
        kind: 'settings.changed',
        object: null,
        details: { from: pick(before), to: pick(input) },
      })
      return after
    },
    { behavior: 'immediate' },
  )
}

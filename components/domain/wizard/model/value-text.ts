import { identityOf } from '#core/environment/identity.ts'
import { ABSENT } from './difference.ts'

const MAX_ENTRIES = 4

/** A value in a few words, for two versions side by side. */
export function valueText(value: unknown): string {
  if (value === ABSENT) return 'not there'
  if (value === null) return 'none'
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (value === '') return 'empty'
  if (typeof value !== 'object') return String(value)
  return Array.isArray(value) ? listText(value) : recordText(value)
}

function listText(list: readonly unknown[]): string {
  if (list.length === 0) return 'empty list'
  const shown = list.slice(0, MAX_ENTRIES).map((entry) => identityOf(entry) ?? valueText(entry))
  return list.length > MAX_ENTRIES ? `${shown.join(', ')} and ${list.length - MAX_ENTRIES} more` : shown.join(', ')
}

function recordText(record: object): string {
  const name = identityOf(record)
  if (name !== null) return name
  return Object.entries(record)
    .map(([key, value]) => `${key}: ${valueText(value)}`)
    .join(', ')
}

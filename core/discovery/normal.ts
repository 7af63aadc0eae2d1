const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

/**
 * A value as text that is equal for what means the same: letter case of names, order of lists and of fields, and the offset of
 * an instant make no difference.
 */
export function normal(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(normalText(value))
  if (Array.isArray(value)) return `[${value.map(normal).sort().join()}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}:${normal(field)}`)
    return `{${fields.sort().join()}}`
  }
  return String(value)
}

function normalText(value: string): string {
  const at = INSTANT.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? value.toLowerCase() : new Date(at).toISOString()
}

/** Names of the second list that the first one lacks. */
export const missingNames = (present: readonly string[], wanted: readonly string[]): string[] => {
  const known = new Set(present.map((name) => name.toLowerCase()))
  return wanted.filter((name) => !known.has(name.toLowerCase()))
}

/** Each name once, sorted, so that the order of files can not be seen. */
export function sortedNames(names: readonly string[]): string[] {
  const byKey = new Map<string, string>()
  for (const name of [...names].sort()) if (!byKey.has(name.toLowerCase())) byKey.set(name.toLowerCase(), name)
  return [...byKey.keys()].sort().map((key) => byKey.get(key) ?? key)
}

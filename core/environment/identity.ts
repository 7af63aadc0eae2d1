const FIELDS = ['keyId', 'name', 'dnsName', 'fqdn', 'address', 'component', 'rootDomain'] as const

/** What a list entry is called, so that it is recognised at another position: its name, address or component. */
export function identityOf(entry: unknown): string | null {
  if (typeof entry === 'string') return entry
  if (typeof entry !== 'object' || entry === null) return null
  const fields = entry as Record<string, unknown>
  if (typeof fields.ruleId === 'string' && typeof fields.path === 'string') return `${fields.ruleId} ${fields.path}`
  const field = FIELDS.find((name) => typeof fields[name] === 'string')
  const value = field === undefined ? '' : String(fields[field])
  return value === '' ? null : value
}

/** The entries by what they are called; null when one has no name or two have the same. */
export function byIdentity(list: readonly unknown[]): Map<string, unknown> | null {
  const found = new Map<string, unknown>()
  for (const entry of list) {
    const key = typeof entry === 'object' ? identityOf(entry)?.toLowerCase() : undefined
    if (key === undefined || found.has(key)) return null
    found.set(key, entry)
  }
  return found
}

/** What a token may be used for, beside what its person may do. None of them decides. */
export const SCOPES = {
  'requests:read': 'List requests, read their state and drafts',
  'requests:write': 'Make drafts and save them',
  'bundles:read': 'Download signed bundles',
  'audit:read': 'Read the audit trail',
} as const
export type Scope = keyof typeof SCOPES
export const SCOPE_NAMES = Object.keys(SCOPES) as [Scope, ...Scope[]]

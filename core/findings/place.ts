/** A name and where it stands. */
export interface Place {
  readonly path: string
  readonly value: string
}

/** Characters that Active Directory refuses in names of groups and domains. */
export const FORBIDDEN_IN_NAMES = /["/\\[\]:;|=,+*?<>]/

/** One label of a DNS name (RFC 1123). */
export const LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

import { z } from 'zod'
import { AppError } from '#core/errors/app-error.ts'

type Claims = Readonly<Record<string, unknown>>

export interface ProviderAnswer {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  /** How the service calls the account, e.g. `ines.keller@contoso.com`. */
  readonly label: string
  readonly groups: readonly string[]
}

/** Why an answer of the sign-in service lets nobody in. The sign-in page has words for each. */
export type ClaimsProblem = 'groups-overage' | 'groups-unreadable'

/**
 * The claims of ID token and userinfo (OpenID Connect Core 1.0, section 5.3.2: another `sub` must not be used). What the ID token
 * says stands: it is signed.
 */
export function mergeClaims(idToken: Claims, userinfo: Claims): Claims {
  if (userinfo.sub !== undefined && userinfo.sub !== idToken.sub) {
    throw new AppError('UNAUTHENTICATED', 'The sign-in service answered for somebody else.', {
      message: 'userinfo has another sub than the ID token',
    })
  }
  return { ...userinfo, ...idToken }
}

const MAX_GROUPS = 2000
const identitySchema = z.object({ iss: z.string().min(1).max(500), sub: z.string().min(1).max(255) })
/** AD FS sends one group as a string, several as a list. */
const groupsSchema = z.union([
  z
    .string()
    .max(1000)
    .transform((one) => [one]),
  z.array(z.string().max(1000)).max(MAX_GROUPS),
])
const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** Who signed in. Groups are compared as they are written: no trimming, no case folding. */
export function readClaims(claims: Claims, groupsClaim: string): ProviderAnswer | ClaimsProblem {
  const { iss, sub } = identitySchema.parse(claims)
  const groups = readGroupsClaim(claims, groupsClaim)
  if (typeof groups === 'string') return groups
  const label = text(claims.preferred_username) || text(claims.upn) || text(claims.email) || sub
  const name = visible(text(claims.name)) || visible(label) || 'Somebody'
  return { issuer: iss, subject: sub, name: name.slice(0, 100), label: visible(label).slice(0, 200), groups }
}

/**
 * Entra ID leaves the list out above 200 groups and points to Microsoft Graph instead (`_claim_names`; `hasgroups` in the implicit
 * flow): learn.microsoft.com, "Configure group claims". An absent claim is nobody's group.
 */
function readGroupsClaim(claims: Claims, groupsClaim: string): readonly string[] | ClaimsProblem {
  const given = claims[groupsClaim]
  if (given === undefined || given === null) {
    const pointers = claims._claim_names
    const elsewhere = typeof pointers === 'object' && pointers !== null && Object.hasOwn(pointers, groupsClaim)
    return elsewhere || claims.hasgroups === true || claims.hasgroups === 'true' ? 'groups-overage' : []
  }
  return groupsSchema.safeParse(given).data ?? 'groups-unreadable'
}

/** Without what nobody can see: names stand in lists and logs. */
const visible = (value: string) => value.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '').trim()

import type { Environment } from '#core/environment/environment.ts'
import type { Finding } from '#core/findings/finding.ts'
import { allFindings } from '#core/generate/preview.ts'
import type { Case } from '#core/statement/schemas.ts'
import type { requests } from '#db/schema/requests.ts'

type Facts = Pick<
  typeof requests.$inferInsert,
  | 'title'
  | 'environmentName'
  | 'window'
  | 'windowStart'
  | 'windowEnd'
  | 'errors'
  | 'warnings'
  | 'targets'
  | 'nextChange'
  | 'searchText'
>

/** The UTC day of an instant: what the rules about age and expiry judge by. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

/** What a request's row repeats of its newest content, for lists. */
export function contentFacts(
  id: string,
  content: { readonly environment: Environment; readonly case: Case },
  asOf: string,
  generated?: { readonly findings: readonly Finding[]; readonly targets: number },
): Facts {
  const { environment } = content
  const found = generated?.findings ?? allFindings(environment, asOf)
  const { conversion } = environment.schedule.windows
  const { title, ticket } = content.case
  return {
    title,
    environmentName: environment.name,
    window: JSON.stringify(conversion && { ...conversion, timeZone: environment.schedule.timeZone }),
    windowStart: conversion && new Date(conversion.notBefore).toISOString(),
    windowEnd: conversion && new Date(conversion.notAfter).toISOString(),
    errors: found.filter(({ severity }) => severity === 'error').length,
    warnings: found.filter(({ severity }) => severity === 'warning').length,
    targets: generated?.targets ?? null,
    nextChange: environment.passwordUpdate?.nextChange ?? null,
    searchText: [id, title, ticket, environment.name].join('\n').toLowerCase(),
  }
}

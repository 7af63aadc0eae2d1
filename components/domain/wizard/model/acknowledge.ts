import type { Environment } from '#core/environment/environment.ts'
import type { Finding } from '#core/findings/finding.ts'
import type { Case } from '#core/statement/schemas.ts'
import type { Change } from './draft.ts'
import { getAt } from './edit-path.ts'
import { placeName } from './place-name.ts'
import { same } from './same.ts'

export const MAX_REASON = 1000

type About = Case['acknowledgements'][number]
type Place = Pick<Finding, 'ruleId' | 'path'>

const isAbout = ({ ruleId, path }: Place, other: Place): boolean => ruleId === other.ruleId && path === other.path

export const reasonFor = (about: Case, finding: Place): string | null =>
  about.acknowledgements.find((acknowledgement) => isAbout(finding, acknowledgement))?.reason ?? null

/** One reason a warning: a new one takes the place of an older one. */
export function acknowledge(about: Case, { ruleId, path }: Place, reason: string): Change[] {
  const index = about.acknowledgements.findIndex((acknowledgement) => isAbout({ ruleId, path }, acknowledgement))
  const value: About = { ruleId, path, reason: reason.trim().slice(0, MAX_REASON) }
  return index < 0
    ? [{ type: 'insert', root: 'case', path: '/acknowledgements', value }]
    : [{ type: 'set', root: 'case', path: `/acknowledgements/${index}`, value }]
}

export function takeBack(about: Case, place: Place): Change[] {
  const index = about.acknowledgements.findIndex((acknowledgement) => isAbout(place, acknowledgement))
  return index < 0 ? [] : [{ type: 'remove', root: 'case', path: `/acknowledgements/${index}` }]
}

/** Reasons that were given for warnings which no rule raises any more. */
export const idleAcknowledgements = (about: Case, findings: readonly Finding[]): About[] =>
  about.acknowledgements.filter(
    (acknowledgement) =>
      !findings.some((finding) => finding.severity === 'warning' && isAbout(finding, acknowledgement)),
  )

/** What may be said about another environment: reasons whose place is the same one, with the same value. */
export function carryAcknowledgements(about: Case, before: Environment, after: Environment): Case {
  const acknowledgements = about.acknowledgements.filter(
    ({ path }) => same(getAt(before, path), getAt(after, path)) && placeName(before, path) === placeName(after, path),
  )
  return { ...about, acknowledgements }
}

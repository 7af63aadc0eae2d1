import { ABSENT, differences } from '#components/domain/wizard/model/difference.ts'
import { placeName } from '#components/domain/wizard/model/place-name.ts'
import { valueText } from '#components/domain/wizard/model/value-text.ts'
import { CASE_WORDS } from '#components/domain/wizard/model/words/case-words.ts'
import type { RequestView } from '#server/requests/views.ts'

/** A place of the form, or of the case, that says something else. */
export interface PlaceChange {
  /** JSON Pointer in the version that has the place. */
  readonly path: string
  readonly name: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly before: string
  readonly after: string
}

type Version = Pick<RequestView, 'environment' | 'case'>

/** What was typed differently, in the words of the form and in its order; list entries are recognised by their names. */
export function compareDocuments(before: Version, after: Version): PlaceChange[] {
  const places = differences({ base: ABSENT, mine: after.environment, theirs: before.environment }).map(
    ({ path, mine, theirs }) =>
      change(path, placeName((mine === ABSENT ? before : after).environment, path), theirs, mine),
  )
  const words = differences({ base: ABSENT, mine: after.case, theirs: before.case }).map(({ path, mine, theirs }) =>
    change(`/case${path}`, caseName(path, before, after), theirs, mine),
  )
  return [...words, ...places]
}

function change(path: string, name: string, before: unknown, after: unknown): PlaceChange {
  const kind = before === ABSENT ? 'added' : after === ABSENT ? 'removed' : 'changed'
  return { path, name, kind, before: valueText(before), after: valueText(after) }
}

function caseName(path: string, before: Version, after: Version): string {
  const label = CASE_WORDS[path]?.label
  if (label) return label
  const [, , index] = path.split('/')
  const entry = (after.case.acknowledgements[Number(index)] ?? before.case.acknowledgements[Number(index)])?.ruleId
  return entry ? `Reason for accepting ${entry}` : 'Acknowledgements'
}

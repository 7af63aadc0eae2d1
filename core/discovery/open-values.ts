import { blankEnvironment } from '#core/environment/blank.ts'
import type { Place } from './claim.ts'
import { normal } from './normal.ts'
import { NOWHERE, Workbench } from './workbench.ts'

/** Whether a value says nothing yet: empty, unknown, or an account without a name. */
export function saysNothing(value: unknown): boolean {
  if (value === '' || value === 'unknown' || value === null) return true
  if (Array.isArray(value)) return value.length === 0
  if (typeof value !== 'object') return false
  const fields = value as Readonly<Record<string, unknown>>
  if (fields.status === 'unknown') return true
  if (fields.mode === 'none' && Array.isArray(fields.targets)) return fields.targets.length === 0
  return 'domain' in fields && fields.name === ''
}

const blank = new Workbench(blankEnvironment(''))

/** Whether a value is the one with which every form begins; nobody is known to have chosen it. */
export function isBeginning(place: Place, value: unknown): boolean {
  const beginning = blank.read(place)
  return beginning !== NOWHERE && normal(beginning) === normal(value)
}

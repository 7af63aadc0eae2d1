import { placeName } from '#components/domain/wizard/model/place-name.ts'
import { valueText } from '#components/domain/wizard/model/value-text.ts'
import type { Environment } from '#core/environment/environment.ts'

/** Places whose fields have labels, and which themselves have none. */
const WHOLES: readonly (readonly [RegExp, string])[] = [
  [/\/oldAccount$/, 'account today'],
  [/\/unconverted\/\d+\/account$/, 'account'],
  [/\/delegation$/, 'delegation'],
  [/\/managedAccount\/existing$/, 'the new account in the directory'],
  [/\/webSite$/, 'web site'],
  [/\/availabilityGroup$/, 'availability group'],
]

/** A place in words, also one that holds several fields: `SYNC, account today`. */
export function discoveryPlace(environment: Environment, path: string): string {
  const name = placeName(environment, path)
  const whole = WHOLES.find(([form]) => form.test(path))?.[1]
  return whole === undefined || name.toLowerCase().endsWith(whole) ? name : `${name}, ${whole}`
}

/** A value in words: facts by what they say, accounts with their domain. */
export function discoveryValue(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return valueText(value)
  const fields = value as Readonly<Record<string, unknown>>
  if (fields.status === 'absent') return 'not there'
  if (fields.status === 'unknown') return 'not looked yet'
  if (fields.status === 'found') return valueText('keys' in fields ? fields.keys : fields.value)
  const { domain, name, ...more } = fields
  const isAccount = typeof domain === 'string' && typeof name === 'string' && Object.keys(more).length === 0
  return isAccount ? `${domain}\\${name}` : valueText(value)
}

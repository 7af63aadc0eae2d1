import type { Environment } from '#core/environment/environment.ts'
import { environmentSchema } from '#core/environment/environment.ts'

/** Stands in many mutated texts: closes tags, attributes, and PowerShell literals with either quote, wherever it is not data. */
export const MARK = `<x9>'"x9\u2019$(x9)`

/** A small seeded generator (mulberry32), so that a failing run can be repeated by its seed. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Holder = Record<string, unknown>
type Place = readonly [holder: Holder, key: string]

function placesOf(document: unknown): Place[] {
  if (typeof document !== 'object' || document === null) return []
  const holder = document as Holder
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesOf(holder[key])])
}

const TEXTS = [
  '',
  'x',
  'contoso.com',
  'MIMSYNC',
  'a'.repeat(300),
  'M\u00fcller \u2019s',
  '$(x9)',
  'http/*',
  'CN=a,DC=b',
  '-1',
  '0',
]

/** Another value of the same kind, a value from elsewhere in the document, or nothing. */
function mutated(value: unknown, random: (below: number) => number, elsewhere: () => unknown): unknown {
  const way = random(6)
  if (way === 0) return structuredClone(elsewhere())
  if (typeof value === 'string') return way < 3 ? value + MARK : (TEXTS[random(TEXTS.length)] ?? '')
  if (typeof value === 'number') return [0, 1, -1, 7, 91, 2 ** 31][random(6)]
  if (typeof value === 'boolean') return !value
  if (!Array.isArray(value)) return null
  if (way < 3) return value.filter((_entry, index) => index !== 0)
  return way === 3 ? [] : [...value, ...structuredClone(value)]
}

/** A sample with one to six changes; null where the schema, the border of the product, already refuses it. */
export function mutate(sample: Environment, random: (below: number) => number): Environment | null {
  const document: Holder = { root: structuredClone(sample) }
  for (let count = 1 + random(6); count > 0; count--) {
    const places = placesOf(document.root)
    const pick = (): Place => places[random(places.length)] ?? [document, 'root']
    const [holder, key] = pick()
    const before = holder[key]
    holder[key] = mutated(before, random, () => {
      const [other, name] = pick()
      return other[name]
    })
    // Most changes should get past the border, where the work begins.
    if (random(10) > 0 && !environmentSchema.safeParse(document.root).success) holder[key] = before
  }
  const parsed = environmentSchema.safeParse(document.root)
  return parsed.success ? parsed.data : null
}

import type { z } from 'zod'
import { pointerSegments } from '#core/environment/pointer.ts'
import type { Root } from './draft.ts'
import { draftSchema } from './draft-schema.ts'

/** What a control must be able to hold, as the schema says it. The wizard keeps no second copy of the schema. */
export type FieldKind =
  | { readonly kind: 'text'; readonly maxLength: number | null }
  | { readonly kind: 'number'; readonly min: number | null; readonly max: number | null; readonly whole: boolean }
  | { readonly kind: 'check' }
  | { readonly kind: 'choice'; readonly options: readonly (string | number)[] }
  | { readonly kind: 'answer' }
  | { readonly kind: 'instant' }
  | { readonly kind: 'day' }
  | { readonly kind: 'fact'; readonly value: FieldKind; readonly valueType: z.ZodType }
  | { readonly kind: 'list'; readonly entry: z.ZodType; readonly maxLength: number | null }
  | { readonly kind: 'group' }

/** The parts of a zod type that are read here. */
interface Definition {
  readonly type: string
  readonly format?: string
  readonly innerType?: z.ZodType
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly discriminator?: string
  readonly values?: readonly (string | number)[]
  readonly entries?: Readonly<Record<string, string>>
}

interface Bounds {
  readonly maxLength?: number | null
  readonly minValue?: number | null
  readonly maxValue?: number | null
}

const definition = (type: z.ZodType): Definition => type.def as unknown as Definition
const ROOTS: Readonly<Record<Root, z.ZodType>> = draftSchema.shape

/** The schema of a place. Inside a union every option that has the place is tried, in the schema's order. */
export function schemaAt(path: string, root: Root = 'environment'): z.ZodType {
  const type = typeAt(ROOTS[root], pointerSegments(path))
  if (type === null) throw new RangeError(`the schema has no field ${path}`)
  return type
}

/** What the schema wants at a place. */
export const fieldKind = (path: string, root: Root = 'environment'): FieldKind => kindOf(schemaAt(path, root))

function typeAt(type: z.ZodType, segments: readonly string[]): z.ZodType | null {
  const [segment, ...rest] = segments
  if (segment === undefined) return type
  const { innerType, shape, element, options } = definition(type)
  if (innerType) return typeAt(innerType, segments)
  if (element) return /^(\d+|\*)$/.test(segment) ? typeAt(element, rest) : null
  if (options) return options.map((option) => typeAt(option, segments)).find((found) => found !== null) ?? null
  const next = shape && Object.hasOwn(shape, segment) ? shape[segment] : undefined
  return next ? typeAt(next, rest) : null
}

function kindOf(type: z.ZodType): FieldKind {
  const known = definition(type)
  const bounds = type as Bounds
  switch (known.type) {
    case 'nullable':
      return known.innerType ? kindOf(known.innerType) : { kind: 'group' }
    case 'string':
      if (known.format === 'datetime') return { kind: 'instant' }
      if (known.format === 'date') return { kind: 'day' }
      return { kind: 'text', maxLength: known.format === 'guid' ? 36 : (bounds.maxLength ?? null) }
    case 'number':
      return {
        kind: 'number',
        min: finite(bounds.minValue),
        max: finite(bounds.maxValue),
        whole: known.format === 'safeint',
      }
    case 'boolean':
      return { kind: 'check' }
    case 'enum': {
      const options = inOrder(Object.values(known.entries ?? {}))
      return options.join() === 'yes,no,unknown' ? { kind: 'answer' } : { kind: 'choice', options }
    }
    case 'array':
      return known.element
        ? { kind: 'list', entry: known.element, maxLength: finite(maxEntries(type)) }
        : { kind: 'group' }
    case 'union':
      return unionKind(known)
    default:
      return { kind: 'group' }
  }
}

function unionKind({ discriminator, options = [] }: Definition): FieldKind {
  const literals = options.map(definition).filter(({ type }) => type === 'literal')
  if (literals.length > 0 && literals.length === options.length) {
    return { kind: 'choice', options: literals.flatMap(({ values }) => [...(values ?? [])]) }
  }
  const valueType = options.map((option) => definition(option).shape?.value).find((type) => type !== undefined)
  return discriminator === 'status' && valueType
    ? { kind: 'fact', value: kindOf(valueType), valueType }
    : { kind: 'group' }
}

/** JavaScript lists keys such as `2012` before `2008R2`; versions are read in the order of their years. */
const inOrder = (options: readonly string[]): readonly string[] =>
  options.every((option) => /^\d{4}/.test(option)) ? options.toSorted((a, b) => (a < b ? -1 : 1)) : options

const finite = (bound: number | null | undefined): number | null =>
  bound === null || bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? null : bound

/** zod keeps the length of a list among its checks. */
function maxEntries(type: z.ZodType): number | null {
  const checks =
    (type.def as { checks?: readonly { _zod: { def: { check: string; maximum?: number } } }[] }).checks ?? []
  return checks.map(({ _zod }) => _zod.def).find(({ check }) => check === 'max_length')?.maximum ?? null
}

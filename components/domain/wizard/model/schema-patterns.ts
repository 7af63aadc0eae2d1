import type { z } from 'zod'

/** Patterns of every field that a person fills in: what the schema has beside fixed numbers and the status of a fact. */
export function schemaPatterns(type: z.ZodType): string[] {
  return [...new Set(visit(type, ''))]
}

interface Definition {
  readonly type: string
  readonly innerType?: z.ZodType
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly options?: readonly z.ZodType[]
}

function visit(type: z.ZodType, path: string): string[] {
  const { type: name, innerType, shape, element, options } = type.def as unknown as Definition
  if (name === 'literal') return []
  if (innerType) return isLeaf(innerType) ? [path] : [path, ...visit(innerType, path)]
  if (element) return isLeaf(element) ? [path] : visit(element, `${path}/*`)
  if (shape) return Object.entries(shape).flatMap(([key, field]) => visit(field, `${path}/${key}`))
  if (options?.every((option) => isLeaf(option))) return [path]
  if (options && isFact(options)) return [path, ...options.flatMap((option) => visit(option, path))]
  if (options) return options.flatMap((option) => visit(option, path))
  return [path]
}

function isLeaf(type: z.ZodType): boolean {
  const { innerType, shape, element, options } = type.def as unknown as Definition
  return !innerType && !shape && !element && !options
}

/** `{ status, value }`, whose value is edited together with its status when it is a single one. */
const isFact = (options: readonly z.ZodType[]): boolean =>
  options.some((option) => Object.hasOwn((option.def as unknown as Definition).shape ?? {}, 'status'))

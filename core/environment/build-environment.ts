import contoso from '../../public/samples/contoso.json' with { type: 'json' }
import privPam from '../../public/samples/priv-pam.json' with { type: 'json' }
import { type Environment, environmentSchema } from './environment.ts'
import { pointerSegments } from './pointer.ts'

type Container = Record<string, unknown> | unknown[]

/**
 * For tests: the Contoso sample, with single values changed by JSON Pointer, so that a test breaks one thing and the path of
 * the finding is the path of the change: `buildEnvironment({ '/components/1/delegation/mode': 'unconstrained' })`. A path that
 * ends in `/-` appends to a list. A path that does not exist, and a result that the schema refuses, throw.
 */
export const buildEnvironment = (changes: Readonly<Record<string, unknown>> = {}): Environment =>
  changed(contoso, changes)

/** The same from the sample of a PAM bastion. */
export const buildPamEnvironment = (changes: Readonly<Record<string, unknown>> = {}): Environment =>
  changed(privPam, changes)

function changed(sample: Container, changes: Readonly<Record<string, unknown>>): Environment {
  const document = structuredClone(sample)
  for (const [path, value] of Object.entries(changes)) change(document, path, value)
  return environmentSchema.parse(document)
}

function change(document: Container, path: string, value: unknown): void {
  const segments = pointerSegments(path)
  const last = segments.pop()
  const place = segments.reduce<unknown>((container, segment) => childOf(container, segment, path), document)
  if (Array.isArray(place) && last === '-') {
    place.push(structuredClone(value))
  } else if (isContainer(place) && last !== undefined && last in place) {
    Object.assign(place, { [last]: structuredClone(value) })
  } else {
    throw new RangeError(`the sample has no ${path}`)
  }
}

function childOf(container: unknown, segment: string, path: string): unknown {
  if (isContainer(container) && segment in container) return (container as Record<string, unknown>)[segment]
  throw new RangeError(`the sample has no ${path}`)
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

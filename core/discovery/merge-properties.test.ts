import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blankEnvironment } from '#core/environment/blank.ts'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import { mergeDiscovery } from './merge.ts'
import type { SourcedFile } from './parse.ts'
import { discoverySchema } from './schema.ts'
import { directoryFile, portalFile, syncFile } from './testing.ts'

interface Edit {
  readonly at: number
  readonly to: 'absent' | 'unknown' | 'other'
}

const edit = fc.record({ at: fc.nat(400), to: fc.constantFrom<Edit['to']>('absent', 'unknown', 'other') })
const recipe = fc.record({
  make: fc.constantFrom(syncFile, portalFile, directoryFile),
  host: fc.constantFrom(null, 'MIMSYNC', 'MIMPORTAL', 'MIM3'),
  hour: fc.nat(23),
  edits: fc.array(edit, { maxLength: 12 }),
})
type Recipe = typeof recipe extends fc.Arbitrary<infer R> ? R : never

/** A file that the schema accepts, with some facts absent, unknown or other than in the examples. */
function build({ make, host, hour, edits }: Recipe): SourcedFile {
  return make((file) => {
    file.meta.runAt = `2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`
    if (file.host && host !== null) {
      file.host.name = host
      file.host.fqdn = { state: 'found', value: `${host.toLowerCase()}.contoso.com` }
    }
    const facts = factsIn(file)
    for (const { at, to } of edits) {
      const fact = facts[at % facts.length]
      if (!fact) continue
      const before = { ...fact }
      change(fact, to)
      if (!discoverySchema.safeParse(file).success) Object.assign(clear(fact), before)
    }
  })
}

type Fact = Record<string, unknown>

function factsIn(value: unknown): Fact[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(factsIn)
  return 'state' in value && !('startMode' in value) ? [value as Fact, ...inside] : inside
}

function clear(fact: Fact): Fact {
  for (const key of Object.keys(fact)) delete fact[key]
  return fact
}

function change(fact: Fact, to: Edit['to']): void {
  const { value } = fact
  clear(fact)
  if (to === 'absent') fact.state = 'absent'
  else if (to === 'unknown') Object.assign(fact, { state: 'unknown', reason: 'No rights.' })
  else Object.assign(fact, { state: 'found', value: other(value) })
}

function other(value: unknown): unknown {
  if (typeof value === 'string') return `X${value}`
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  return Array.isArray(value) ? value.slice(1) : value
}

const recipes = fc.array(recipe, { minLength: 1, maxLength: 5 })
const FORMS = {
  empty: blankEnvironment('Empty'),
  contoso: buildEnvironment(),
  other: buildEnvironment({ '/servers/0/operatingSystem': '2022', '/forest/kdsRootKeys': { status: 'unknown' } }),
}
const form = fc.constantFrom<keyof typeof FORMS>('empty', 'contoso', 'other')

/** Chooses the last option of some conflicts, so that choices are part of what must hold. */
const chosen = (merge: ReturnType<typeof mergeDiscovery>): Map<string, string> =>
  new Map(
    merge.conflicts.filter((_, index) => index % 2 === 0).map(({ key, options }) => [key, options.at(-1)?.id ?? '']),
  )

test('the order of the files makes no difference', () => {
  fc.assert(
    fc.property(form, recipes, fc.infiniteStream(fc.nat()), (name, made, numbers) => {
      const [environment, all] = [FORMS[name], made.map(build)]
      const shuffled = all
        .map((file) => ({ file, at: numbers.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ file }) => file)
      const choices = chosen(mergeDiscovery(environment, all))
      expect(mergeDiscovery(environment, shuffled, choices)).toEqual(mergeDiscovery(environment, all, choices))
    }),
    { numRuns: 50 },
  )
})

test('a second merge of the same files changes nothing, and what is left is only what nobody chose', () => {
  fc.assert(
    fc.property(form, recipes, (name, made) => {
      const [environment, all] = [FORMS[name], made.map(build)]
      const once = mergeDiscovery(environment, all)
      const twice = mergeDiscovery(once.environment, all)
      expect(twice.environment).toEqual(once.environment)
      expect(twice.changes).toEqual([])
    }),
    { numRuns: 50 },
  )
})

test('one file after the other, in any order, gives what all at once give, where a person takes the word of the files', () => {
  const all = { sync: syncFile(), portal: portalFile(), directory: directoryFile() }
  const order = fc.shuffledSubarray<keyof typeof all>(['sync', 'portal', 'directory'], { minLength: 3 })
  const believe = (environment: Environment, files: readonly SourcedFile[]): Environment => {
    const { conflicts } = mergeDiscovery(environment, files)
    const choices = new Map(conflicts.map(({ key, options }) => [key, options[0]?.id ?? '']))
    return mergeDiscovery(environment, files, choices).environment
  }
  fc.assert(
    fc.property(order, form, (names, name) => {
      const oneByOne = names.reduce((soFar, next) => believe(soFar, [all[next]]), FORMS[name])
      // Some facts need the files of two hosts at once, e.g. who holds a name: one more look at all of them.
      expect(believe(oneByOne, Object.values(all))).toEqual(believe(FORMS[name], Object.values(all)))
    }),
    { numRuns: 12 },
  )
})

test('files that know nothing change nothing', () => {
  fc.assert(
    fc.property(form, recipes, (name, made) => {
      const [environment, all] = [FORMS[name], made.map(build)]
      const blind = all.map((one) => ({ ...one, file: structuredClone(one.file) }))
      for (const { file } of blind) {
        for (const fact of factsIn(file)) Object.assign(clear(fact), { state: 'unknown', reason: 'No rights.' })
        file.host = null
        file.sql = []
        file.components = []
      }
      expect(mergeDiscovery(environment, blind).environment).toEqual(environment)
    }),
    { numRuns: 50 },
  )
})

test('the result is a valid environment, and every typed value is in it or was asked about', () => {
  fc.assert(
    fc.property(recipes, (made) => {
      const all = made.map(build)
      const typed = buildEnvironment()
      const { environment, changes } = mergeDiscovery(typed, all)
      expect(environmentSchema.safeParse(environment).success).toBe(true)
      for (const server of typed.servers)
        expect(environment.servers).toContainEqual(
          expect.objectContaining({
            name: server.name,
            fqdn: server.fqdn,
            operatingSystem: server.operatingSystem,
            site: server.site,
          }),
        )
      for (const { kind, before } of changes) if (kind === 'changed') expect(before).toBeDefined()
    }),
    { numRuns: 40 },
  )
})

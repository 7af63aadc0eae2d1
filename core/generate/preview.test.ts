import fc from 'fast-check'
import { expect, test } from 'vitest'
import { environmentSchema } from '#core/environment/environment.ts'
import { textPaths } from '#core/findings/testing.ts'
import { contoso, everyEnvironment } from '#core/plan/contoso.fixture.ts'
import { preview } from './preview.ts'

const AS_OF = '2026-11-24'
const ids = (environment: ReturnType<typeof contoso>) =>
  preview(environment, AS_OF).findings.map(({ ruleId }) => ruleId)

test('the conversion window is measured against the plan (W01)', () => {
  const short = contoso((draft) => {
    draft.schedule.windows.conversion = {
      notBefore: '2026-12-05T20:00:00+01:00',
      notAfter: '2026-12-05T22:00:00+01:00',
    }
  })
  const { findings, plan } = preview(short, AS_OF)
  const work = plan?.steps
    .filter(({ window }) => window === 'conversion')
    .reduce((sum, { minutes }) => sum + minutes, 0)
  expect(findings).toMatchObject([{ ruleId: 'W01', severity: 'warning', path: '/schedule/windows/conversion' }])
  expect(findings[0]?.message).toContain(`needs about ${Math.ceil((work ?? 0) * 1.5)}:`)
  expect(ids(contoso())).toEqual([])
})

test('the window is not measured while an error makes the plan a wrong one', () => {
  const wrong = contoso((draft) => {
    draft.schedule.windows.conversion = {
      notBefore: '2026-12-05T20:00:00+01:00',
      notAfter: '2026-12-05T22:00:00+01:00',
    }
    draft.confirmations.rollbackOwner = ''
  })
  expect(ids(wrong)).toEqual(['W05'])
})

const LISTS = [
  '/servers',
  '/sql',
  '/components',
  '/aliases',
  '/unconverted',
  '/components/0/servers',
  '/sql/0/replicas',
  '/forest/domains',
]

/** A change somewhere: another text, or a list that is emptied or doubled. */
const changes = (places: readonly string[]) =>
  fc.array(
    fc.oneof(
      fc.tuple(fc.constantFrom(...places), fc.constantFrom('', 'MIMSYNC', 'SQL', 'x', 'contoso.com', "it's")),
      fc.tuple(fc.constantFrom(...LISTS), fc.constantFrom('empty' as const, 'double' as const)),
    ),
    { minLength: 1, maxLength: 6 },
  )

function change(document: unknown, path: string, value: string): void {
  const keys = path.split('/').slice(1)
  const last = keys.pop() ?? ''
  const place = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
  if (typeof place !== 'object' || place === null || !(last in place)) return
  const holder = place as Record<string, unknown>
  const now = holder[last]
  if (Array.isArray(now)) holder[last] = value === 'empty' ? [] : [...now, ...structuredClone(now)]
  else if (typeof now === 'string') holder[last] = value
}

test('an environment that contradicts itself gets findings, and a plan or none, never an exception', () => {
  for (const [, environment] of everyEnvironment()) {
    fc.assert(
      fc.property(changes(textPaths(environment)), (list) => {
        const document: unknown = structuredClone(environment)
        for (const [path, value] of list) change(document, path, value)
        const parsed = environmentSchema.safeParse(document)
        fc.pre(parsed.success)
        if (!parsed.success) return
        const { findings, plan } = preview(parsed.data, AS_OF)
        expect(plan !== null || findings.some(({ severity }) => severity === 'error')).toBe(true)
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 30) },
    )
  }
})

import { expect, test } from 'vitest'
import { fuzzGenerator, outsideLiterals } from './fuzz-generator.ts'
import { MARK } from './mutations.ts'

test('no mutated environment crashes the generator, and no value becomes code or markup', () => {
  const { planned, generated, slowestMs } = fuzzGenerator(250, Number(process.env.FUZZ_SEED ?? 7))
  expect(planned).toBeGreaterThan(60)
  expect(generated).toBeGreaterThan(10)
  expect(slowestMs).toBeLessThan(5000)
})

test('what escapes a literal is seen', () => {
  expect(outsideLiterals(`Get-X '${MARK.replaceAll(/['\u2019]/g, '$&$&')}' -Y`)).toBe('Get-X   -Y')
  expect(outsideLiterals(`Get-X '${MARK}'`)).toContain('"x9')
  expect(() => outsideLiterals("Get-X 'it's'")).toThrow('does not end')
  expect(outsideLiterals("A 'b' $(x9)")).toContain('$(x9)')
})

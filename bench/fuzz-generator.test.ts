import { expect, test } from 'vitest'
import { fuzzGenerator, outsideLiterals } from './fuzz-generator.ts'
import { MARK } from './mutations.ts'

test('no mutated environment crashes the generator, and no value becomes code or markup', () => {
  const { planned, generated, slowestMs } = fuzzGenerator(400, Number(process.env.FUZZ_SEED ?? 7))
  expect(planned).toBeGreaterThan(100)
  expect(generated).toBeGreaterThan(20)
  expect(slowestMs).toBeLessThan(5000)
})

test('what escapes a literal is seen', () => {
  expect(outsideLiterals(`Get-X '${MARK.replaceAll(/['\u2019]/g, '$&$&')}' -Y`)).toBe('Get-X   -Y')
  expect(() => outsideLiterals(`Get-X '${MARK}'`)).toThrow('does not end')
  expect(outsideLiterals("A 'b' $(x9)")).toContain('$(x9)')
})

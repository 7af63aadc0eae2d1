import { expect, test } from 'vitest'
import { contoso, everyEnvironment } from './contoso.fixture.ts'
import { unsupported } from './unsupported.ts'

test.each(everyEnvironment())('%s has steps for everything', (_name, environment) => {
  expect(unsupported(environment)).toEqual([])
})

test('an unattended Setup of the MIM Service has none', () => {
  const unattended = contoso((draft) => {
    draft.software.unattendedService = true
  })
  expect(unsupported(unattended).map(({ path }) => path)).toEqual(['/software/unattendedService'])
})

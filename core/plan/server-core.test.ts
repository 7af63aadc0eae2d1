import { expect, test } from 'vitest'
import { buildPlan } from './build-plan.ts'
import { contoso, privPam, withServerCore } from './contoso.fixture.ts'

/** Consoles that Server Core does not have. */
const CONSOLES = /\.msc|\.cpl|inetmgr|dcomcnfg|Open Start/

const consolesOn = (plan: ReturnType<typeof buildPlan>): string[] =>
  plan.steps
    .filter(({ target }) => target !== 'directory' && target !== 'client')
    .filter((step) => CONSOLES.test(JSON.stringify([step.actions, step.undo, step.failures])))
    .map(({ id }) => id)

test.each([
  ['Contoso', contoso],
  ['PRIV', privPam],
])('no step on a server of %s without a desktop opens a console', (_name, sample) => {
  expect(consolesOn(buildPlan(sample(withServerCore)))).toEqual([])
  expect(consolesOn(buildPlan(sample())).length).toBeGreaterThan(4)
})

test('with and without a desktop the same steps are planned', () => {
  const ids = (plan: ReturnType<typeof buildPlan>) => plan.steps.map(({ id }) => id)
  expect(ids(buildPlan(contoso(withServerCore)))).toEqual(ids(buildPlan(contoso())))
})

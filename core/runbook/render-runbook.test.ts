import { describe, expect, test } from 'vitest'
import type { Environment } from '#core/environment/environment.ts'
import { buildPlan } from '#core/plan/build-plan.ts'
import { contoso, fabrikam, hostileContoso } from '#core/plan/contoso.fixture.ts'
import type { Plan } from '#core/plan/plan.ts'
import { stepsOf } from '#core/plan/plan-index.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import { renderRunbook } from './render-runbook.ts'
import { anchor } from './step-html.ts'

function inputOf(environment: Environment, mode: GeneratorInput['mode'] = 'production'): GeneratorInput {
  return {
    requestId: 'MG-0007',
    revision: 2,
    kind: 'conversion',
    mode,
    asOf: '2026-11-24',
    requester: 'rita',
    environment,
    case: { title: 'Move to managed accounts', ticket: 'CHG-1', acknowledgements: [] },
    ciphertexts: {},
  }
}

const environment = contoso()
const plan = buildPlan(environment)
const render = (target: string, mode: GeneratorInput['mode'] = 'production') =>
  rendered(inputOf(environment, mode), plan, target)

function rendered(input: GeneratorInput, plan: Plan, target: string): string {
  return renderRunbook({ input, plan, target, steps: stepsOf(plan, target), generatorVersion: '0.1.0' })
}

describe.each(plan.targets.map(({ target }) => target))('the runbook of %s', (target) => {
  const page = render(target)
  const steps = plan.steps.filter((step) => step.target === target)

  test('holds each step of the target once, and an entry of the contents for it', () => {
    for (const step of steps) {
      expect(page.split(`<article class="step" id="${anchor(step.id)}"`), step.id).toHaveLength(2)
      expect(page.split(`href="#${anchor(step.id)}"`), step.id).toHaveLength(2)
    }
    expect(page.split('<article ')).toHaveLength(steps.length + 1)
  })

  test('gives each id once, and labels only what exists', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? '')
    expect(new Set(ids).size).toBe(ids.length)
    const used = [...page.matchAll(/ (?:for|aria-labelledby|href)="#?([^"]+)"/g)].map(([, id]) => id ?? '')
    expect(used.filter((id) => !ids.includes(id))).toEqual([])
  })

  test('has one box per line, and headings that skip no level', () => {
    const boxes = steps.reduce((sum, step) => sum + 1 + step.before.length + step.actions.length, 0)
    expect(page.match(/<input type="checkbox"/g)).toHaveLength(boxes)
    const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level))
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([])
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
  })

  test('fetches nothing', () => {
    const fetched = page.match(/<(?:link|img|iframe|object|embed)\b|\ssrc=|@import|url\(|href="(?!#)/gi)
    expect(fetched).toBeNull()
  })

  test('says request, revision and target on each printed page', () => {
    expect(page.includes('counter(pages)')).toBe(true)
    expect(page.slice(0, 200)).toContain(`data-key="mim-gmsa:MG-0007:r2:${target}"`)
    expect(page.includes('undefined')).toBe(false)
  })

  test('is the same for the same input', () => {
    expect(render(target) === page).toBe(true)
  })
})

test('a warning stands in front of the line that it is about', () => {
  const page = render('MIMSYNC')
  const warning = page.indexOf('Remove uninstalls.')
  const action = page.indexOf(
    'Click <strong>Change</strong>, then <strong>Next</strong>, then <strong>Configure</strong>',
  )
  expect(warning).toBeGreaterThan(0)
  expect(warning).toBeLessThan(action)
})

test('windows are given as local time and UTC, with the hour by which a rollback must begin', () => {
  const page = render('MIMSYNC')
  expect(page.includes('Sat 5 Dec 2026, 20:00')).toBe(true)
  expect(page.includes('UTC: Sat 5 Dec 2026, 19:00')).toBe(true)
  expect(page.includes('the conversion is not verified by <b>Sun 6 Dec 2026, 06:30 CET</b>')).toBe(true)
})

test('a demo is loud, and its commands say what the runner wants to hear', () => {
  const demo = render('MIMSYNC', 'demo').replace(/<\/?span[^>]*>/g, '')
  expect(demo.includes('role="note"><b>DEMO</b>')).toBe(true)
  const calls = [...demo.matchAll(/\.\\Start-Runbook\.ps1 [^<]*/g)].map(([call]) => call)
  expect(calls.length).toBeGreaterThan(10)
  expect(calls.filter((call) => !call.includes('-AllowDemo'))).toEqual([])
  expect(render('MIMSYNC').includes('DEMO</b>')).toBe(false)
  expect(render('MIMSYNC').includes('-AllowDemo')).toBe(false)
})

test('rollback is a part of its own, after everything else', () => {
  const page = render('MIMPORTAL')
  expect(page.indexOf('id="part-rollback"')).toBeGreaterThan(page.indexOf('id="part-retire"'))
  expect(page.indexOf(`id="${anchor('R-02@MIMPORTAL')}"`)).toBeGreaterThan(page.indexOf('id="part-rollback"'))
})

test('hostile values are shown as text', () => {
  const hostile = hostileContoso()
  const hostilePlan = buildPlan(hostile.environment)
  const marked = { title: hostile.mark, ticket: hostile.mark, acknowledgements: [] }
  for (const { target } of hostilePlan.targets) {
    const page = rendered({ ...inputOf(hostile.environment), case: marked }, hostilePlan, target)
    expect(page.includes(hostile.mark)).toBe(false)
    expect(page.includes(`<b>'`)).toBe(false)
    expect(page.includes('&lt;b&gt;&#39;&quot;\u2019$(x)')).toBe(true)
    for (const [, value] of page.matchAll(/="([^"]*)"/g)) expect(value).not.toContain('<')
  }
})

test('a target that the plan does not know is refused', () => {
  expect(() => render('NOWHERE')).toThrow('NOWHERE')
})

test('what is not converted is named, with the reason and what to do instead', () => {
  const page = render('MIMPORTAL')
  const section = page.slice(page.indexOf('id="stays"'), page.indexOf('id="reading"'))
  expect(section).toContain('Microsoft does not support as a managed account')
  expect(section).toContain('SharePoint managed account')
  expect(section).toContain('Mode A: it uses the account of Sync')
  const own = rendered(inputOf(fabrikam()), buildPlan(fabrikam()), 'FABMIMSYN01')
  expect(own).toContain('Stays as it is')
})

import { describe, expect, test } from 'vitest'
import { buildPlan } from './build-plan.ts'
import { everyEnvironment } from './contoso.fixture.ts'
import type { PlanStep } from './plan.ts'

describe.each(everyEnvironment())('the plan of %s', (_name, environment) => {
  const plan = buildPlan(environment)
  const steps = new Map(plan.steps.map((step) => [step.id, step]))

  /** Everything that must be verified before a step, however far back. */
  function ancestors(step: PlanStep): Set<string> {
    const found = new Set<string>()
    const queue = [...step.after]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (found.has(next)) continue
      found.add(next)
      queue.push(...(steps.get(next)?.after ?? []))
    }
    return found
  }

  test('says everything that a person needs in each step', () => {
    for (const step of plan.steps) {
      for (const text of [step.title, step.who, step.where, step.source]) expect(text, step.id).not.toBe('')
      expect(step.minutes, step.id).toBeGreaterThan(0)
      expect(step.actions.length, step.id).toBeGreaterThan(0)
      for (const action of step.actions) expect(action.text.length, step.id).toBeGreaterThan(0)
      expect(step.expect.length, step.id).toBeGreaterThan(0)
      expect(step.failures.length, step.id).toBeGreaterThan(0)
      expect(step.undo.length, step.id).toBeGreaterThan(0)
    }
  })

  test('gives the runner what it needs, under the code of the step', () => {
    for (const step of plan.steps) {
      if (step.automation === 'manual') expect(step.parameters, step.id).toBeNull()
      else expect(step.parameters?.code, step.id).toBe(step.step)
      expect(step.runs !== null, step.id).toBe(step.automation === 'automated')
    }
  })

  test('has the runner say whether a window step may begin, before a person works in it', () => {
    const begun = plan.steps.filter(({ automation, changes, window }) => automation === 'verified' && changes && window)
    const gated = begun.filter(
      ({ id, actions }) => actions[0]?.command === `.\\Start-Runbook.ps1 -Step '${id}' -WhatIf`,
    )
    const rest = begun.filter((step) => !gated.includes(step)).map(({ step }) => step)
    expect(gated.length).toBeGreaterThan(0)
    expect(rest.filter((code) => !['F-03', 'G-05', 'J-08'].includes(code))).toEqual([])
  })

  test('stands in an order in which nothing waits for what comes later', () => {
    const seen = new Set<string>()
    for (const step of plan.steps) {
      for (const id of step.after) expect(seen.has(id), `${step.id} waits for ${id}`).toBe(true)
      seen.add(step.id)
    }
    expect(seen.size).toBe(plan.steps.length)
  })

  test('stops nothing before each host test has passed', () => {
    const tests = plan.steps.filter((step) => step.step === 'D-10' && step.target !== 'directory')
    expect(tests.length).toBeGreaterThan(0)
    // An update of MIM keeps the old accounts; it has a window and an interruption of its own.
    const stops = plan.steps.filter(({ outage, phase }) => (outage && phase !== 'R') || 'FGHI'.includes(phase))
    for (const step of stops.filter(({ window }) => window !== 'software')) {
      const before = ancestors(step)
      for (const { id } of tests) expect(before.has(id), `${step.id} before ${id}`).toBe(true)
    }
  })

  test('moves no SPN of the MIM Service while one node still runs, and opens no wizard before the backup', () => {
    const stops = plan.steps.filter(({ step, target }) => step === 'G-01' && target !== 'directory')
    const moves = plan.steps.filter(({ step, title }) => step === 'D-07' && title.includes('SVC'))
    expect(moves.length).toBeGreaterThan(0)
    for (const move of moves) for (const { id } of stops) expect(ancestors(move).has(id), `${move.id} ${id}`).toBe(true)
    const backups = plan.steps.filter(({ step }) => step === 'B-01')
    for (const wizard of plan.steps.filter(({ step }) => ['F-02', 'F-05', 'G-02'].includes(step))) {
      for (const { id } of backups) expect(ancestors(wizard).has(id), `${wizard.id} ${id}`).toBe(true)
    }
  })

  test('ends each check before the soak', () => {
    const soak = plan.steps.find(({ step }) => step === 'K-01')
    const before = soak ? ancestors(soak) : new Set()
    for (const { id, step } of plan.steps.filter(({ phase }) => phase === 'J')) {
      if (step !== 'J-12') expect(before.has(id), id).toBe(true)
    }
  })
})

import { buildEnvironment } from '#core/environment/build-environment.ts'
import type { Environment } from '#core/environment/environment.ts'
import { generate } from '#core/generate/generate.ts'
import { preview } from '#core/generate/preview.ts'
import type { Authority } from '#core/generate/types.ts'
import { everyEnvironment } from '#core/plan/contoso.fixture.ts'
import type { Plan, PlanStep } from '#core/plan/plan.ts'
import { stepsOf } from '#core/plan/plan-index.ts'
import { conversionPolicy } from '#core/policy/policy.fixture.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import { renderRunbook } from '#core/runbook/render-runbook.ts'
import { settingsFiles } from '#core/settings/settings-files.ts'
import { targetSettings } from '#core/settings/target-settings.ts'
import { mutate, randomOf } from './mutations.ts'

/** `node bench/fuzz-generator.ts [RUNS] [SEED]`: mutated samples through rules, plan, settings, runbook; 100,000 runs unless told. */
export interface Tally {
  readonly runs: number
  refusedBySchema: number
  withoutPlan: number
  planned: number
  generated: number
  slowestMs: number
}

const AS_OF = '2026-11-24'
const authority: Authority = { genesis: 'a'.repeat(64), policy: conversionPolicy }
const QUOTES = /['\u2018\u2019\u201a\u201b]/

/** What stands outside single-quoted literals; a literal that does not end is an error. PowerShell ends one at any of five quotes. */
export function outsideLiterals(text: string): string {
  const outside: string[] = []
  const literal =
    /(['\u2018\u2019\u201a\u201b])(?:[^'\u2018\u2019\u201a\u201b]|['\u2018\u2019\u201a\u201b]{2})*['\u2018\u2019\u201a\u201b]/g
  let end = 0
  for (const match of text.matchAll(literal)) {
    outside.push(text.slice(end, match.index))
    end = match.index + match[0].length
  }
  outside.push(text.slice(end))
  const rest = outside.join(' ')
  if (QUOTES.test(rest)) throw new Error(`a literal does not end: ${text.slice(0, 400)}`)
  return rest
}

const decoder = new TextDecoder()

/** Nothing but names of this program, brackets and literals. */
function assertData(bytes: Uint8Array): void {
  const rest = outsideLiterals(decoder.decode(bytes))
  if (!/^[A-Za-z0-9@{}()=,\s]*$/.test(rest)) throw new Error(`outside a literal: ${rest.slice(0, 200)}`)
}

function assertCommands(steps: readonly PlanStep[]): void {
  for (const { id, actions, runs } of steps) {
    for (const command of [...actions.flatMap((action) => action.command ?? []), runs ?? '']) {
      if (command.includes('x9') && /x9|<|\u2019/.test(outsideLiterals(command))) throw new Error(`${id}: ${command}`)
    }
  }
}

function assertPage(page: string): void {
  if (page.includes('<x9') || page.includes('"x9')) throw new Error('a value is markup')
}

const inputOf = (environment: Environment): GeneratorInput => ({
  requestId: 'MG-0001',
  revision: 1,
  mode: 'demo',
  asOf: AS_OF,
  requester: 'ines',
  ciphertexts: {},
  kind: environment.passwordUpdate ? 'password-update' : 'conversion',
  environment,
  case: { title: 'Fuzz', ticket: '', acknowledgements: [] },
})

function check(environment: Environment, plan: Plan, random: (below: number) => number): void {
  const target = plan.targets[random(plan.targets.length)]
  if (!target) return
  const steps = stepsOf(plan, target.target)
  const input = inputOf(environment)
  for (const { bytes } of settingsFiles(targetSettings(input, target, steps, '0.1.0'))) assertData(bytes)
  assertCommands(steps)
  assertPage(renderRunbook({ input, plan, target: target.target, steps, generatorVersion: '0.1.0' }))
}

/** Throws with the seed of the run that broke a promise. */
export function fuzzGenerator(runs: number, seed: number): Tally {
  const samples = [buildEnvironment(), ...everyEnvironment().map(([, environment]) => environment)]
  const tally: Tally = { runs, refusedBySchema: 0, withoutPlan: 0, planned: 0, generated: 0, slowestMs: 0 }
  for (let run = 0; run < runs; run++) {
    const random = randomOf(seed + run)
    const start = performance.now()
    try {
      const environment = mutate(samples[random(samples.length)] ?? buildEnvironment(), random)
      if (environment === null) {
        tally.refusedBySchema++
        continue
      }
      const { findings, plan } = preview(environment, AS_OF)
      if (plan === null) {
        if (!findings.some(({ severity }) => severity === 'error'))
          throw new Error('no plan, and no error that says why')
        tally.withoutPlan++
        continue
      }
      tally.planned++
      check(environment, plan, random)
      const input = inputOf(environment)
      const acknowledgements = findings.flatMap(({ ruleId, path, severity }) =>
        severity === 'warning' ? [{ ruleId, path, reason: 'Fuzz accepts it.' }] : [],
      )
      const made = generate({ ...input, case: { ...input.case, acknowledgements } }, authority, [])
      if (made.outcome === 'generated') tally.generated++
    } catch (error) {
      throw new Error(`seed ${seed + run}: ${(error as Error).message}`, { cause: error })
    }
    tally.slowestMs = Math.max(tally.slowestMs, performance.now() - start)
  }
  return tally
}

if (import.meta.main) {
  const [runs = '100000', seed = '1'] = process.argv.slice(2)
  console.log(fuzzGenerator(Number(runs), Number(seed)))
}

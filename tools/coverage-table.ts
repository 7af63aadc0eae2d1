import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildPlan } from '#core/plan/build-plan.ts'
import { everyEnvironment, mailboxUpdate } from '#core/plan/contoso.fixture.ts'
import type { Automation, PlanStep } from '#core/plan/plan.ts'
import { GUIDE } from './coverage-guide.ts'
import { STEPS } from './coverage-steps.ts'

const HOW: Record<Automation, string> = {
  automated: 'automated',
  verified: 'verified manual',
  manual: 'manual',
}
const ORDER: readonly Automation[] = ['automated', 'verified', 'manual']
const PLAN_FOLDER = resolve(import.meta.dirname, '..', 'core', 'plan')

/** Steps of the plans of every environment of the tests, by the id of the reference. */
export const plannedSteps = (): Map<string, PlanStep[]> =>
  Map.groupBy(
    [...everyEnvironment().map(([, environment]) => environment), mailboxUpdate()].flatMap((environment) => [
      ...buildPlan(environment).steps,
    ]),
    ({ step }) => step,
  )

/** Files of `core/plan` that make a step, by its id. */
function sourceOf(step: string): string {
  const files = readdirSync(PLAN_FOLDER).filter((name) => /^phase-.*\.ts$/.test(name) && !name.endsWith('.test.ts'))
  const makers = files.filter((name) => readFileSync(join(PLAN_FOLDER, name), 'utf8').includes(`'${step}'`))
  const own = makers.filter((name) => name.startsWith(`phase-${step.charAt(0).toLowerCase()}`))
  return (own.length > 0 ? own : makers).map((name) => `core/plan/${name}`).join(', ')
}

function stepRow(step: string, found: readonly PlanStep[]): string[] {
  const [when = '', remark = ''] = STEPS[step] ?? []
  if (found.length === 0) return [step, 'not in a plan', when, 'not applicable', remark, `docs/rules.md`]
  const how = ORDER.filter((mode) => found.some(({ automation }) => automation === mode)).map((mode) => HOW[mode])
  return [step, found[0]?.title ?? '', when, how.join(' or '), remark, sourceOf(step)]
}

/** The text of `docs/coverage.md`. */
export function renderCoverage(): string {
  const planned = plannedSteps()
  const ids = [...new Set([...Object.keys(STEPS), ...planned.keys()])]
  return [
    '# Coverage',
    '',
    'Made by `tools/coverage-table.ts` from the plans of every environment of the tests; run `UPDATE=1 npx vitest run tools/coverage` after a change.',
    '',
    '- **automated**: the runner tests, changes and tests again. **verified manual**: a person works in a window, the runner reads the result. **manual**: a person works and confirms.',
    '- **rule**: a finding, see [rules](rules.md). **shown**: text of the product.',
    '',
    '## Steps',
    '',
    ...table(
      ['Step', 'What', 'When', 'How', 'Remark', 'Made in'],
      ids.map((id) => stepRow(id, planned.get(id) ?? [])),
    ),
    '',
    '## Microsoft’s guide, paragraph by paragraph',
    '',
    ...table(
      ['Section', 'What it says', 'How', 'Where'],
      GUIDE.map(({ section, says, how, where }) => [
        section,
        says,
        how === 'verified' ? 'verified manual' : how,
        where,
      ]),
    ),
    '',
  ].join('\n')
}

/** With padded columns, as the formatter of this repository writes them. */
function table(head: readonly string[], body: readonly (readonly string[])[]): string[] {
  const rows = [head, ...body].map((row) => row.map((cell) => cell.replace(/[\\|*<>_]/g, '\\$&')))
  const widths = head.map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [first = [], ...rest] = rows
  return [line(first), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest.map(line)]
}

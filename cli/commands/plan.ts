import { onlyFile, readOptions } from '#cli/arguments.ts'
import type { Io } from '#cli/io.ts'
import { checkDay, DEFAULT_AS_OF, readEnvironmentFile } from '#cli/read-input.ts'
import { AppError } from '#core/errors/app-error.ts'
import { preview } from '#core/generate/preview.ts'
import type { Plan } from '#core/plan/plan.ts'
import { findingLines } from './validate.ts'

const USAGE = 'mim-gmsa plan FILE [--as-of YYYY-MM-DD] [--json]'

/** `mim-gmsa plan`: the ordered steps. Exit 0; 1 when errors leave no plan of this environment. */
export async function plan(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions(
    args,
    {
      'as-of': { type: 'string', default: DEFAULT_AS_OF },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    USAGE,
  )
  if (values.help) {
    io.out(USAGE)
    return 0
  }
  const environment = readEnvironmentFile(onlyFile(positionals, USAGE))
  const { plan: made, findings } = preview(environment, checkDay(values['as-of']))
  if (made === null) {
    const missing = findings.filter(({ severity }) => severity === 'error')
    throw new AppError('UNPROCESSABLE', ['This environment has no plan.', ...findingLines(missing)].join('\n'), {
      details: { findings: missing },
    })
  }
  if (values.json) io.out(JSON.stringify(made))
  else for (const line of planLines(made)) io.out(line)
  return 0
}

function planLines({ steps, totals }: Plan): string[] {
  return [
    ...steps.map(
      ({ id, title, minutes, outage, automation }) =>
        `${id.padEnd(36)} ${String(minutes).padStart(3)} min  ${automation.padEnd(9)} ${outage ? 'OUTAGE ' : '       '}${title}`,
    ),
    `${totals.steps} steps, ${totals.minutes} minutes of work, ${totals.outageMinutes} of them with an outage, longest way ${totals.criticalPathMinutes} minutes`,
  ]
}

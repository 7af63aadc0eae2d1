import { onlyFile, readOptions } from '#cli/arguments.ts'
import type { Io } from '#cli/io.ts'
import { checkDay, DEFAULT_AS_OF, readEnvironmentFile } from '#cli/read-input.ts'
import { ERROR_CODES } from '#core/errors/app-error.ts'
import type { Finding } from '#core/findings/finding.ts'
import { allFindings } from '#core/generate/preview.ts'

const USAGE = 'mim-gmsa validate FILE [--as-of YYYY-MM-DD] [--json]'

/** `mim-gmsa validate`: exit 0 without errors (warnings may be there), 1 with errors, 2 for a file that is no environment. */
export async function validate(args: string[], io: Io): Promise<number> {
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
  const findings = allFindings(environment, checkDay(values['as-of']))
  if (values.json) io.out(JSON.stringify({ findings: findings.map(publicFinding) }))
  else for (const line of findingLines(findings)) io.out(line)
  return findings.some(({ severity }) => severity === 'error') ? ERROR_CODES.UNPROCESSABLE.exit : 0
}

const publicFinding = ({ ruleId, severity, path, message, source }: Finding) => ({
  ruleId,
  severity,
  path,
  message,
  source,
})

/** Findings for a terminal, and a last line that counts them. */
export function findingLines(findings: readonly Finding[]): string[] {
  const count = (wanted: Finding['severity']) => findings.filter(({ severity }) => severity === wanted).length
  return [
    ...findings.map(({ ruleId, severity, path, message }) => `${severity} ${ruleId} ${path || '/'}: ${message}`),
    `${count('error')} errors, ${count('warning')} warnings, ${count('information')} information`,
  ]
}

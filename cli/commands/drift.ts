import { basename } from 'node:path'
import { readOptions } from '#cli/arguments.ts'
import type { Io } from '#cli/io.ts'
import { readEnvironmentFile, readText } from '#cli/read-input.ts'
import { findDrift } from '#core/discovery/drift.ts'
import type { DriftItem, DriftReport } from '#core/discovery/drift-report.ts'
import { parseDiscoveries } from '#core/discovery/parse.ts'
import { visible } from '#core/environment/characters.ts'
import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'

const USAGE = 'mim-gmsa drift ENVIRONMENT FILE… [--json]'

/**
 * `mim-gmsa drift`: discovery files against an approved environment. Exit 0 without drift (information may be there), 1 with
 * something that blocks or warns, 2 for a file that is no environment or no discovery file.
 */
export async function drift(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions(
    args,
    { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    USAGE,
  )
  if (values.help) {
    io.out(USAGE)
    return 0
  }
  const [environmentPath, ...paths] = positionals
  if (environmentPath === undefined || paths.length === 0) {
    throw new AppError('BAD_INPUT', `An environment and at least one discovery file are needed. ${USAGE}`)
  }
  const environment = readEnvironmentFile(environmentPath)
  const files = parseDiscoveries(paths.map((path) => ({ name: basename(path), text: readText(path) })))
  const report = findDrift(environment, files)
  if (values.json) io.out(JSON.stringify(report))
  else for (const line of driftLines(report)) io.out(line)
  return report.worst === 'blocks' || report.worst === 'warns' ? ERROR_CODES.UNPROCESSABLE.exit : 0
}

function driftLines(report: DriftReport): string[] {
  const count = (wanted: DriftItem['severity']) => report.items.filter(({ severity }) => severity === wanted).length
  return [
    ...report.items.map(itemLine),
    ...report.unknown.map(({ path, reason, host }) => `unknown ${path} (${visible(host)}): ${visible(reason)}`),
    ...(report.unseenServers.length > 0 ? [`no file of ${report.unseenServers.map(visible).join(', ')}`] : []),
    ...(report.directoryUnseen ? ['no file of the directory'] : []),
    `${count('blocks')} block, ${count('warns')} warn, ${count('information')} information, ${report.confirmed} places as approved`,
  ]
}

function itemLine({ severity, path, entry, approved, found, steps, meaning, sources }: DriftItem): string {
  const hosts = [...new Set(sources.map(({ host }) => host))].join(', ')
  const what = visible(
    `${entry === null ? '' : `${entry}: `}approved ${said(approved)}, found ${said(found)}${hosts === '' ? '' : ` (${hosts})`}`,
  )
  return `${severity} ${path || '/'} ${what}. ${meaning}${steps.length > 0 ? ` Steps: ${steps.join(', ')}.` : ''}`
}

const said = (value: DriftItem['found']): string => (value === null ? 'nothing' : JSON.stringify(value))

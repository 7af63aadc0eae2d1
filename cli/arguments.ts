import { type ParseArgsConfig, parseArgs } from 'node:util'
import { AppError } from '#core/errors/app-error.ts'

/** `parseArgs` of Node with BAD_INPUT and the usage of the command instead of its own error. */
export function readOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
  usage: string,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new AppError('BAD_INPUT', `${error instanceof Error ? error.message : 'Wrong options.'} ${usage}`)
  }
}

/** The one file that a command takes. */
export function onlyFile(positionals: readonly string[], usage: string): string {
  const [file] = positionals
  if (file === undefined || positionals.length !== 1) throw new AppError('BAD_INPUT', `One file is needed. ${usage}`)
  return file
}

import { readFileSync, statSync } from 'node:fs'
import { type Environment, MAX_ENVIRONMENT_BYTES } from '#core/environment/environment.ts'
import { parseEnvironment } from '#core/environment/parse.ts'
import { AppError } from '#core/errors/app-error.ts'

/** The day that rules about age and expiry use when the caller names none: fixed, so that the same file gives the same answer. */
export const DEFAULT_AS_OF = '2026-11-24'

export function readEnvironmentFile(path: string): Environment {
  return parseEnvironment(readText(path))
}

/** Bytes of a file of at most 5,000,000 bytes. NOT_FOUND or TOO_LARGE otherwise. */
export function readBytes(path: string): Uint8Array {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new AppError('NOT_FOUND', `There is no file ${path}.`)
  if (found.size > MAX_ENVIRONMENT_BYTES) {
    throw new AppError('TOO_LARGE', `${path} is larger than ${MAX_ENVIRONMENT_BYTES} bytes.`)
  }
  return new Uint8Array(readFileSync(path))
}

/** Text of a file of at most 5,000,000 bytes, the size of the largest environment. NOT_FOUND, TOO_LARGE or BAD_INPUT otherwise. */
export function readText(path: string): string {
  const bytes = readBytes(path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('BAD_INPUT', `${path} is not UTF-8 text. Save it as UTF-8 and try again.`, { cause })
  }
}

export function checkDay(day: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(`${day}T00:00:00Z`))) {
    throw new AppError('BAD_INPUT', `--as-of takes a calendar day, e.g. ${DEFAULT_AS_OF}.`)
  }
  return day
}

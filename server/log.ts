import { randomBytes } from 'node:crypto'
import { DrizzleQueryError } from 'drizzle-orm'
import pino, { type DestinationStream, type Logger, stdSerializers } from 'pino'
import { config } from './config.ts'

/** Names of fields that hold a secret wherever they come up. */
const SECRETS = ['passphrase', 'password', 'current', 'next', 'token', 'secret', 'cookie', 'authorization', 'hash']
const DEPTHS = ['', '*.', '*.*.']

/** JSON lines; fields that may hold a secret are struck out. */
export function createLog(level: string, destination: DestinationStream = process.stdout): Logger {
  return pino(
    {
      level,
      base: { process: 'web' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: DEPTHS.flatMap((depth) => SECRETS.map((name) => `${depth}${name}`)), censor: '[redacted]' },
      serializers: { err: serializeError },
    },
    destination,
  )
}

let shared: Logger | undefined

/** The log of this process. */
export function log(): Logger {
  shared ??= createLog(config().MIM_GMSA_LOG_LEVEL)
  return shared
}

/** Logs an error that nobody foresaw; the number is what a person gets to see. */
export function reportError(error: unknown, where: string, to: Logger = log()): string {
  const errorId = randomBytes(5).toString('hex')
  to.error({ errorId, where, err: error }, 'unforeseen error')
  return errorId
}

/** Drizzle puts the values of a query into its message: names, hashes, free text. Only the query itself is told. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: typeof error }
  if (!(error instanceof DrizzleQueryError)) return stdSerializers.errWithCause(error)
  return { type: 'DrizzleQueryError', query: error.query, cause: serializeError(error.cause) }
}

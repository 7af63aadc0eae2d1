/** Every kind of refusal, with its HTTP status and the exit code of the command line. One table, one map. */
export const ERROR_CODES = {
  BAD_INPUT: { http: 400, exit: 2 },
  UNAUTHENTICATED: { http: 401, exit: 3 },
  FORBIDDEN: { http: 403, exit: 3 },
  NOT_FOUND: { http: 404, exit: 4 },
  CONFLICT: { http: 409, exit: 5 },
  GONE: { http: 410, exit: 4 },
  TOO_LARGE: { http: 413, exit: 2 },
  UNPROCESSABLE: { http: 422, exit: 1 },
  TOO_MANY: { http: 429, exit: 6 },
  INTERNAL: { http: 500, exit: 70 },
  SIGNER_UNREACHABLE: { http: 503, exit: 7 },
} as const

export type ErrorCode = keyof typeof ERROR_CODES

// A bundler may load this file twice in one process; a refusal is one whichever copy threw it.
const BRAND = Symbol.for('mim-gmsa/app-error')

/** A refusal. `message` is for the log; `userMessage` says to a person what happened and what to do. */
export class AppError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  override readonly name = 'AppError'
  readonly [BRAND] = true
  readonly code: ErrorCode
  readonly userMessage: string
  /** Facts for the page or for `--json`; never a secret. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    userMessage: string,
    options: { message?: string; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(options.message ?? userMessage, { cause: options.cause })
    this.code = code
    this.userMessage = userMessage
    this.details = options.details ?? {}
  }
}

/** For the end of a switch over a union: the compiler refuses a forgotten member, and at run time it throws. */
export function assertNever(value: never): never {
  throw new AppError('INTERNAL', 'The program met a case it does not know.', {
    message: `unexpected ${JSON.stringify(value)}`,
  })
}

import { type TRPC_ERROR_CODE_KEY, TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import { AppError, type ErrorCode } from '#core/errors/app-error.ts'

const TRPC_CODES: Readonly<Record<ErrorCode, TRPC_ERROR_CODE_KEY>> = {
  BAD_INPUT: 'BAD_REQUEST',
  UNAUTHENTICATED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  GONE: 'NOT_FOUND',
  TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  UNPROCESSABLE: 'UNPROCESSABLE_CONTENT',
  TOO_MANY: 'TOO_MANY_REQUESTS',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
  SIGNER_UNREACHABLE: 'SERVICE_UNAVAILABLE',
}

/** Refusals that tRPC itself makes before a procedure runs. */
const OWN_REFUSALS: Partial<Readonly<Record<TRPC_ERROR_CODE_KEY, readonly [ErrorCode, string]>>> = {
  PARSE_ERROR: ['BAD_INPUT', 'The portal could not read this call: it is not JSON.'],
  BAD_REQUEST: ['BAD_INPUT', 'The portal could not read this call.'],
  NOT_FOUND: ['NOT_FOUND', 'The portal has no such call. Reload the page; the portal may have been updated.'],
  METHOD_NOT_SUPPORTED: ['BAD_INPUT', 'A call that changes something must be a POST.'],
  UNSUPPORTED_MEDIA_TYPE: ['BAD_INPUT', 'The portal takes JSON only.'],
  PAYLOAD_TOO_LARGE: ['TOO_LARGE', 'This is larger than the portal takes.'],
}

export function toTrpcError(error: AppError): TRPCError {
  return new TRPCError({ code: TRPC_CODES[error.code], message: error.userMessage, cause: error })
}

/** What went wrong in our own words, or null for an error that nobody foresaw. */
export function knownError({ code, cause }: TRPCError): AppError | null {
  if (cause instanceof AppError) return cause
  if (code === 'BAD_REQUEST' && cause instanceof ZodError) return inputError(cause)
  const own = OWN_REFUSALS[code]
  return own ? new AppError(...own) : null
}

/** For errors that nobody foresaw: the number leads whoever may see the log to the rest. */
export function unforeseenError(errorId: string): AppError {
  return new AppError('INTERNAL', `Something in the portal failed. The log has it under number ${errorId}.`, {
    details: { errorId },
  })
}

const MAX_ISSUES = 20

function inputError({ issues }: ZodError): AppError {
  const list = issues.slice(0, MAX_ISSUES).map(({ path, message }) => ({ path: path.map(String), message }))
  const [first] = list
  const where = first && first.path.length > 0 ? `${first.path.join('.')}: ` : ''
  return new AppError('BAD_INPUT', `${where}${first?.message ?? 'The input is not what the portal expects.'}`, {
    details: { issues: list },
  })
}

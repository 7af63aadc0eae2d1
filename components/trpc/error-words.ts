import { TRPCClientError } from '@trpc/client'
import { z } from 'zod'
import { ERROR_CODES, type ErrorCode } from '#core/errors/app-error.ts'

const codes = Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]
const errorData = z.object({
  appCode: z.enum(codes),
  userMessage: z.string().min(1),
  details: z.record(z.string(), z.unknown()).default({}),
})

export interface ErrorWords {
  /** `NO_ANSWER`: the portal was not reached at all. */
  readonly code: ErrorCode | 'NO_ANSWER'
  /** What to show: the server's own sentence where there is one. */
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
}

/** What a failed call says to a person. */
export function errorWords(error: unknown): ErrorWords {
  const data = error instanceof TRPCClientError ? error.data : undefined
  const parsed = errorData.safeParse(data)
  if (parsed.success)
    return { code: parsed.data.appCode, message: parsed.data.userMessage, details: parsed.data.details }
  return {
    code: 'NO_ANSWER',
    message: 'The portal does not answer. What is stored stays as it is; what you typed is still on this page.',
    details: {},
  }
}

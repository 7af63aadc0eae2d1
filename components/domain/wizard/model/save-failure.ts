import type { ErrorCode } from '#core/errors/app-error.ts'
import type { SaveFailure } from './save-state.ts'

/** What a failed save means: try again, wait for another edit, or there is no draft any more. */
export function saveFailure(code: ErrorCode | 'NO_ANSWER', message: string): SaveFailure {
  switch (code) {
    case 'BAD_INPUT':
    case 'TOO_LARGE':
    case 'UNPROCESSABLE':
      return { kind: 'refused', message }
    case 'CONFLICT':
    case 'NOT_FOUND':
    case 'FORBIDDEN':
    case 'GONE':
      return { kind: 'gone', message }
    case 'UNAUTHENTICATED':
      return { kind: 'retry', message, needsSignIn: true }
    default:
      return { kind: 'retry', message }
  }
}

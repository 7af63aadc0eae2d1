import { AppError } from '#core/errors/app-error.ts'

/** A refusal as it is; anything else is an error of ours, whose words are for the log only. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new AppError('INTERNAL', 'The signer could not do this. Its log says why.', { message, cause: error })
}

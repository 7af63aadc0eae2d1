import { AppError } from '#core/errors/app-error.ts'
import { FormatError } from '#crypto/format-error.ts'

/** The same for a promise. */
export async function refuseFormat<T>(made: Promise<T>): Promise<T> {
  const value = await made.catch((error: unknown) => error)
  return asRefusal(() => {
    if (value instanceof Error) throw value
    return value as T
  })
}

/** What a format of `crypto/` refuses is a refusal of the signer. */
export function asRefusal<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof FormatError) throw new AppError('FORBIDDEN', error.message, { cause: error })
    throw error
  }
}

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '#core/errors/app-error.ts'

const WINDOW_S = 60
const CALLS = 300

const limiter = new RateLimiterMemory({ points: CALLS, duration: WINDOW_S })

/** Counts a call of this token or address; TOO_MANY beyond 300 a minute. In memory, like the limits of sign-in. */
export async function takeCall(key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const seconds = Math.ceil(refused.msBeforeNext / 1000)
    throw new AppError('TOO_MANY', `More than ${CALLS} calls a minute. Wait ${seconds} s.`, { details: { seconds } })
  }
}

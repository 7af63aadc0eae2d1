import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

const WINDOW_S = 15 * 60
const PER_ACCOUNT = 10
const PER_ADDRESS = 60

export type Admission =
  | { readonly admitted: true }
  /** `first`: the attempt that closed the door; later ones would only fill the log. */
  | { readonly admitted: false; readonly minutes: number; readonly first: boolean }

export interface SignInLimits {
  /** Counts an attempt before the passphrase is looked at, so that parallel attempts count too. */
  admit(user: string, address: string | null): Promise<Admission>
  /** The right passphrase was given: the attempt does not count. */
  succeeded(user: string, address: string | null): Promise<void>
}

/** Attempts per account, known or not, and per address, within 15 minutes; in memory, so a restart forgets them. */
export function createSignInLimits(): SignInLimits {
  const perAccount = new RateLimiterMemory({ points: PER_ACCOUNT, duration: WINDOW_S, blockDuration: WINDOW_S })
  const perAddress = new RateLimiterMemory({ points: PER_ADDRESS, duration: WINDOW_S, blockDuration: WINDOW_S })
  const addressKey = (address: string | null) => address ?? 'unknown'
  const take = async (limiter: RateLimiterMemory, key: string): Promise<Admission> => {
    try {
      await limiter.consume(key)
      return { admitted: true }
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      const { msBeforeNext, consumedPoints } = refused
      return {
        admitted: false,
        minutes: Math.ceil(msBeforeNext / 60_000),
        first: consumedPoints === limiter.points + 1,
      }
    }
  }
  return {
    async admit(user, address) {
      const byAddress = await take(perAddress, addressKey(address))
      return byAddress.admitted ? take(perAccount, user) : byAddress
    },
    async succeeded(user, address) {
      await perAccount.delete(user)
      await perAddress.reward(addressKey(address))
    },
  }
}

/** Days before the end of a certificate at which a warning begins, the earliest first. */
export const EXPIRY_STAGES = [60, 30, 7] as const
const DAY_MS = 86_400_000

export interface ExpiryWarning {
  /** `ended`, or the stage that is reached: 60, 30 or 7. */
  readonly stage: 'ended' | (typeof EXPIRY_STAGES)[number]
  /** Whole days left; 0 on the last day and after the end. */
  readonly daysLeft: number
  readonly sentence: string
}

/** What is to be said of a certificate that ends at `notAfter` (ISO 8601), or null while more than 60 days are left. */
export function expiryWarning(notAfter: string, now: Date): ExpiryWarning | null {
  const leftMs = Date.parse(notAfter) - now.getTime()
  const day = notAfter.slice(0, 10)
  const remedy =
    'Install a newer one on the signer’s host: `mim-gmsa signer key request`, or `mim-gmsa signer key import`.'
  if (leftMs <= 0) {
    return {
      stage: 'ended',
      daysLeft: 0,
      sentence: `The signing certificate ended on ${day}. Nothing can be signed. ${remedy}`,
    }
  }
  const stage = EXPIRY_STAGES.findLast((days) => leftMs <= days * DAY_MS)
  if (stage === undefined) return null
  const daysLeft = Math.floor(leftMs / DAY_MS)
  const left = daysLeft === 1 ? '1 day' : `${daysLeft} days`
  return { stage, daysLeft, sentence: `The signing certificate ends on ${day}, in ${left}. ${remedy}` }
}

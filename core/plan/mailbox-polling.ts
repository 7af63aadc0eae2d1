import type { Scene } from './scene.ts'

/** Where the service keeps `PollExchangeEnabled`. */
export const POLLING_KEY = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\FIMService'

/** Does the MIM Service fetch approvals from its mailbox? */
export function polls({ environment }: Scene): boolean {
  const { pollExchangeEnabled } = environment.mail
  return pollExchangeEnabled.status === 'found' && pollExchangeEnabled.value === 1
}

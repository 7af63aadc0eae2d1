import type { Services } from '#server/context.ts'

/**
 * Ends what the person has open on the signer's pages. Nobody waits for it: a signer that is down has forgotten its sessions when
 * it comes back, for they live in its memory only.
 */
export function leaveSigner({ signer }: Pick<Services, 'signer'>, personId: string): void {
  signer.api.leave(personId).catch(() => {})
}

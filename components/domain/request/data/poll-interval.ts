import type { Preparation, RequestView } from '#server/requests/views.ts'

/** Milliseconds until the view is read again; false when nothing changes by itself any more. */
export function pollInterval({ state, preparation }: Pick<RequestView, 'state' | 'preparation'>): number | false {
  if (preparation) return preparationInterval(preparation)
  switch (state) {
    case 'submitted':
      return 5000
    case 'approved':
      return 2000
    case 'signed':
    case 'in progress':
      return 30_000
    default:
      return false
  }
}

function preparationInterval({ step }: Preparation): number | false {
  switch (step) {
    case 'generating':
    case 'uploading':
      return 1500
    case 'waiting-for-signer':
    case 'ready':
      return 4000
    case 'refused':
    case 'failed':
      return false
  }
}

/** Something still happens by itself, or the person may still say yes on the signer's page. */
export const isUnderWay = ({ step }: Preparation): boolean => step !== 'refused' && step !== 'failed'

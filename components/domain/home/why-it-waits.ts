import { assertNever } from '#core/errors/app-error.ts'
import type { RequestSummary } from '#server/requests/views.ts'

/** Why a request that waits for the reader cannot go on by itself, one or two sentences. */
export function whyItWaits({ state, revision, owner, targets }: RequestSummary): string {
  switch (state) {
    case 'draft':
      return `Revision ${revision} was made ready for the signer, and is not submitted yet.`
    case 'submitted':
      return `${owner.name} submitted it. It goes on only when people of your group decide.`
    case 'changes requested':
      return 'An approver asked for changes. A new revision answers them; decisions start again with it.'
    case 'rejected':
      return 'An approver rejected it. A new revision starts again; withdrawing ends it.'
    case 'signed':
      return `Every file is signed. The bundles belong on ${targets === 1 ? 'the target' : `the ${targets ?? 'planned'} targets`} before the window opens.`
    case 'approved':
    case 'in progress':
    case 'completed':
    case 'withdrawn':
    case 'expired':
    case 'recalled':
    case 'rolled back':
      return 'It cannot go on without you.'
    default:
      return assertNever(state)
  }
}

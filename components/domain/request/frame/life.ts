import type { RequestState } from '#core/workflow/states.ts'
import type { RequestView } from '#server/requests/views.ts'
import { isUnderWay } from '../data/poll-interval.ts'
import { windowOpening } from '../data/when.ts'

const MAIN: readonly RequestState[] = ['draft', 'submitted', 'approved', 'signed', 'in progress', 'completed']

export interface LifeStep {
  readonly state: RequestState
  readonly place: 'past' | 'now' | 'coming' | 'never'
  /** When it was entered. */
  readonly at: string | null
  /** Below the word where there is no time. */
  readonly words: string
}

type Life = Pick<RequestView, 'state' | 'reached' | 'seats' | 'environment' | 'preparation'>

/**
 * The line of life. A state beside it (rejected, withdrawn …) stands where it happened, after what was truly reached, and what
 * comes after it is not promised. A new draft revision begins again: what an older revision reached is told by the history.
 */
export function lifeOf(view: Life): LifeStep[] {
  const { state, reached } = view
  const here = MAIN.indexOf(state)
  if (here >= 0) {
    return MAIN.map((one, index) => ({
      state: one,
      place: index < here ? 'past' : index === here ? 'now' : 'coming',
      at: index <= here ? (reached[one] ?? null) : null,
      words: index < here ? '' : index === here ? '' : comingWords(one, view),
    }))
  }
  const past = MAIN.filter((one) => one === 'draft' || isBefore(reached[one], reached[state]))
  const step = (one: RequestState, place: LifeStep['place']): LifeStep => ({
    state: one,
    place,
    at: place === 'never' ? null : (reached[one] ?? null),
    words: place === 'never' ? 'not reached' : '',
  })
  const rest = MAIN.filter((one) => !past.includes(one))
  return [...past.map((one) => step(one, 'past')), step(state, 'now'), ...rest.map((one) => step(one, 'never'))]
}

const isBefore = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && (b === undefined || a <= b)

function comingWords(state: RequestState, { seats, environment, preparation }: Life): string {
  switch (state) {
    case 'submitted':
      return preparation && isUnderWay(preparation) ? 'being prepared' : 'on the signer’s page'
    case 'approved': {
      const filled = seats.filter((seat) => seat.filled.length >= seat.required).length
      return seats.length > 0 ? `${filled} of ${seats.length} ${seats.length === 1 ? 'group' : 'groups'}` : ''
    }
    case 'signed':
      return 'by the signer'
    case 'in progress':
      return windowOpening(environment)
    default:
      return 'after the checks'
  }
}

/** A moment of a race: a message on its way to the signer, or its answer on the way back. */
export type Moment = `${'first' | 'second' | 'sign'} ${'request' | 'answer'}`

/** `held` stands still until `until` has passed; or one deed begins some turns of the event loop late and the machine decides. */
export type Order =
  | { readonly held: Moment; readonly until: Moment }
  | { readonly late: 'first' | 'second'; readonly turns: number }

const MOMENTS: readonly Moment[] = [
  'first request',
  'first answer',
  'second request',
  'second answer',
  'sign request',
  'sign answer',
]
/** The deed that is named first goes through before the other; and the other, with all that follows from it, before the first. */
const EXTREMES: readonly Order[] = [
  { held: 'second request', until: 'first answer' },
  { held: 'first request', until: 'sign answer' },
]
const ORDERS: readonly Order[] = MOMENTS.flatMap((held) =>
  MOMENTS.filter((until) => until !== held).map((until) => ({ held, until })),
)
const MAX_TURNS = 200

/** The order of a round: first the two extremes, then drawn ones; every other of these is left to the machine. */
export function orderOf(round: number, random: (below: number) => number): Order {
  const draw = <T>(list: readonly T[]): T | undefined => list[random(list.length)]
  const left: Order = { late: draw(['first', 'second'] as const) ?? 'first', turns: random(MAX_TURNS) }
  return EXTREMES[round] ?? (round % 2 === 0 ? left : draw(ORDERS)) ?? left
}

/** The portal looked that often at the signer's journal and nothing came: what is held waits for something that will not happen. */
const PATIENCE = 40

/** Holds messages between the processes back, as the order of the round says. It knows no time: only what happened. */
export class Gate {
  #order: Extract<Order, { held: Moment }> | null = null
  readonly #passed = new Set<Moment>()
  #open: (() => void) | null = null
  #idle = 0

  begin(order: Order): void {
    this.#order = 'held' in order ? order : null
    this.#passed.clear()
    this.#idle = 0
  }

  /** Resolves when this moment may pass. */
  async reach(moment: Moment): Promise<void> {
    const order = this.#order
    if (order?.held === moment && !this.#passed.has(order.until)) {
      await new Promise<void>((resolve) => {
        this.#open = resolve
      })
    }
    this.#passed.add(moment)
    this.#idle = 0
    if (order?.until === moment) this.release()
  }

  /** The portal asked for journal entries. */
  looked(): void {
    this.#idle += 1
    if (this.#idle >= PATIENCE) this.release()
  }

  release(): void {
    this.#open?.()
    this.#open = null
    this.#order = null
  }
}

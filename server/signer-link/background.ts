import { AppError } from '#core/errors/app-error.ts'
import type { PrepareServices } from '#server/requests/preparation/prepare-services.ts'
import type { DrivenLink } from './create-signer-link.ts'
import { workOnce } from './work.ts'

export interface BackgroundServices extends PrepareServices {
  readonly signer: DrivenLink
}

export interface Background {
  /** Ends after the step that is being done. */
  stop(): Promise<void>
}

const POLL_SECONDS = 25
const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 5_000
/** Something may wait although nobody woke us: a worker that died, a date that came. */
const IDLE_MS = 60_000

/**
 * Follows the signer's journal and does what waits for the signer, until it is stopped. It never ends by itself: when the signer is
 * down it asks again and again, and everything goes on from where it was.
 */
export function startBackground(services: BackgroundServices): Background {
  const { signer } = services
  let stopped = false
  const work = new Alarm()
  const follow = new Alarm()
  signer.onWake = () => work.ring()
  const loops = [
    repeat(async () => {
      await signer.turn(stopped ? 0 : POLL_SECONDS)
      work.ring()
      return 0
    }, follow),
    repeat(async () => ((await workOnce(services)) === 'waits' ? 'retry' : IDLE_MS), work),
  ]
  return {
    stop: async () => {
      stopped = true
      follow.ring()
      work.ring()
      await Promise.all(loops)
    },
  }

  /** Runs `step` for ever: after success it rests as long as `step` says, after a failure longer each time. */
  async function repeat(step: () => Promise<number | 'retry'>, alarm: Alarm): Promise<void> {
    let retryMs = FIRST_RETRY_MS
    while (!stopped) {
      const rest = await step().catch((error: unknown) => {
        if (!(error instanceof AppError)) services.reportError(error, 'signer link')
        return 'retry' as const
      })
      if (rest === 'retry') {
        await alarm.sleep(retryMs)
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
      } else {
        retryMs = FIRST_RETRY_MS
        if (rest > 0) await alarm.sleep(rest)
      }
    }
  }
}

/** A sleep that somebody can end. A ring while nobody sleeps ends the next sleep at once. */
class Alarm {
  #wake: (() => void) | null = null
  #rung = false

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  async sleep(ms: number): Promise<void> {
    if (!this.#rung) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        timer = setTimeout(resolve, ms)
        timer.unref()
      })
      clearTimeout(timer)
      this.#wake = null
    }
    this.#rung = false
  }
}

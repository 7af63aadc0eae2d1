import type { DraftView } from '#server/requests/views.ts'
import type { Draft } from './draft.ts'
import { same } from './same.ts'
import type { AutosavePorts, Saved, SaveFailure, SaveState } from './save-state.ts'

export const TYPING_PAUSE_MS = 800
const FIRST_RETRY_MS = 1000
const LAST_RETRY_MS = 30_000

/**
 * Brings every edit to the server, one save at a time and in order. Nothing is lost: a failed save is tried again, a save whose
 * answer got lost is recognised when the server shows it, and another person's save becomes a question instead of an overwrite.
 */
export class Autosave {
  #ports: AutosavePorts
  #saved: Saved
  #latest: Draft
  #state: SaveState
  #sending = false
  #failures = 0
  /** Sent without an answer: the server may have one of them. */
  #unanswered: readonly Draft[] = []
  #stopped = false
  #cancelTimer: (() => void) | null = null
  #listeners = new Set<() => void>()

  constructor(ports: AutosavePorts, saved: Saved) {
    this.#ports = ports
    this.#saved = saved
    this.#latest = saved.draft
    this.#state = { kind: 'saved', at: saved.at }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly state = (): SaveState => this.#state

  /** What the server has, as far as it answered. */
  get saved(): Saved {
    return this.#saved
  }

  edited(draft: Draft): void {
    if (draft === this.#latest) return
    this.#latest = draft
    const { kind } = this.#state
    if (this.#sending || kind === 'failed' || kind === 'conflict' || kind === 'gone') return
    if (draft === this.#saved.draft && this.#unanswered.length === 0) {
      this.#clearTimer()
      this.#become({ kind: 'saved', at: this.#saved.at })
    } else {
      this.#sendAfter(TYPING_PAUSE_MS)
      if (kind !== 'waiting') this.#become({ kind: 'waiting' })
    }
  }

  /** Sends at once what waits, and resolves when it is saved or when it can not be. */
  flush(): Promise<SaveState> {
    const { kind } = this.#state
    if (kind === 'waiting' || kind === 'failed' || kind === 'refused' || kind === 'gone') this.#send()
    return new Promise((resolve) => {
      const settled = () => this.#state.kind !== 'saving' && this.#state.kind !== 'waiting'
      if (settled()) {
        resolve(this.#state)
        return
      }
      const stop = this.subscribe(() => {
        if (this.#state.kind === 'waiting') this.#send()
        if (!settled()) return
        stop()
        resolve(this.#state)
      })
    })
  }

  /** A person settled a conflict: `draft` takes the place of both versions. */
  settle(draft: Draft): void {
    if (this.#state.kind !== 'conflict') return
    this.#latest = draft
    this.#goOnFrom(this.#state.theirs)
  }

  /** The page is left: what waits is sent, nothing is tried again. */
  stop(): void {
    this.#stopped = true
    void this.flush()
    this.#clearTimer()
  }

  /** The page is shown again. */
  start(): void {
    this.#stopped = false
    if (this.#state.kind === 'failed') this.#send()
  }

  #send(): void {
    this.#clearTimer()
    if (this.#sending) return
    this.#sending = true
    const sent = this.#latest
    this.#become({ kind: 'saving' })
    this.#ports.save(sent, this.#saved.version).then(
      (result) => {
        this.#sending = false
        if (result.outcome === 'saved') this.#wasSaved(sent, result.version, result.savedAt)
        else this.#wasOvertaken(sent, result.theirs)
      },
      (error: unknown) => {
        this.#sending = false
        this.#hasFailed(sent, this.#ports.failureOf(error))
      },
    )
  }

  #wasSaved(draft: Draft, version: number, at: string): void {
    this.#saved = { draft, version, at }
    this.#failures = 0
    this.#unanswered = []
    if (this.#latest === draft) {
      this.#become({ kind: 'saved', at })
    } else {
      this.#sendAfter(TYPING_PAUSE_MS)
      this.#become({ kind: 'waiting' })
    }
  }

  #wasOvertaken(sent: Draft, theirs: DraftView): void {
    const stored: Draft = { environment: theirs.environment, case: theirs.case }
    if ([sent, ...this.#unanswered].some((own) => same(own, stored))) {
      this.#goOnFrom(theirs)
    } else {
      this.#unanswered = []
      const versions = { base: this.#saved.draft, mine: this.#latest, theirs: stored }
      this.#become({ kind: 'conflict', versions, theirs })
    }
  }

  #goOnFrom({ environment, case: about, version, savedAt }: DraftView): void {
    const stored: Draft = { environment, case: about }
    this.#failures = 0
    this.#unanswered = []
    if (same(this.#latest, stored)) {
      this.#saved = { draft: this.#latest, version, at: savedAt }
      this.#become({ kind: 'saved', at: savedAt })
    } else {
      this.#saved = { draft: stored, version, at: savedAt }
      this.#send()
    }
  }

  #hasFailed(sent: Draft, { kind, message, needsSignIn = false }: SaveFailure): void {
    if (kind !== 'retry') {
      this.#become({ kind, message })
      if (kind === 'refused' && this.#latest !== sent) this.#sendAfter(TYPING_PAUSE_MS)
      return
    }
    this.#unanswered = [...this.#unanswered, sent].slice(-20)
    const delay = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures)
    this.#failures += 1
    this.#become({ kind: 'failed', message, retryAt: this.#ports.now() + delay, needsSignIn })
    if (!this.#stopped) this.#sendAfter(delay)
  }

  #sendAfter(milliseconds: number): void {
    this.#clearTimer()
    this.#cancelTimer = this.#ports.after(milliseconds, () => {
      this.#cancelTimer = null
      this.#send()
    })
  }

  #clearTimer(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
  }

  #become(state: SaveState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

import { durationWords, momentAsWritten, momentIn } from '#components/ui/time-words.ts'
import type { HomeView, WaitingItem } from '#server/home/views.ts'
import type { RequestSummary } from '#server/requests/views.ts'

const NUMBERS = ['Nothing', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** `Three things wait for you` */
export function waitingTitle(count: number): string {
  if (count === 0) return 'Nothing waits for you'
  return count === 1 ? 'One thing waits for you' : `${NUMBERS[count] ?? count} things wait for you`
}

type Window = RequestSummary['window']

export interface Due {
  /** `27 h left`, `window is open`, `window is over`, `no window` */
  readonly words: string
  /** The moment that counts, written in its own zone; null without a window. */
  readonly at: string | null
  readonly tone: 'calm' | 'now' | 'late'
}

/** Until when something should be done: before the window opens. */
export function dueOf(window: Window, now: Date): Due {
  if (!window) return { words: 'no window', at: null, tone: 'calm' }
  const { notBefore, notAfter, timeZone } = window
  const written = (iso: string) => {
    const { shortDay, clock } = momentAsWritten(iso)
    return `${shortDay}, ${clock}\u00a0${timeZone}`
  }
  const left = Date.parse(notBefore) - now.getTime()
  if (left > 0) return { words: `${durationWords(left)} left`, at: written(notBefore), tone: 'calm' }
  if (Date.parse(notAfter) > now.getTime()) {
    return { words: 'window is open', at: `until ${written(notAfter)}`, tone: 'now' }
  }
  return { words: 'window is over', at: `since ${written(notAfter)}`, tone: 'late' }
}

/** What the first of the things that wait says about time; null when none has a window. */
export function firstDueWords(waiting: readonly WaitingItem[], now: Date): string | null {
  const [first] = byUrgency(waiting, now)
  if (!first?.request.window) return null
  const { words, tone } = dueOf(first.request.window, now)
  if (tone === 'calm') return `The first window opens in ${words.replace(/ left$/, '')}.`
  return tone === 'now' ? 'The first window is open now.' : null
}

/** Open and coming windows first, soonest first; then windows that are over, then what has none, oldest first. */
export function byUrgency(waiting: readonly WaitingItem[], now: Date): readonly WaitingItem[] {
  const rank = ({ request: { window }, since }: WaitingItem): readonly [number, number] => {
    if (!window) return [2, Date.parse(since)]
    return [Date.parse(window.notAfter) > now.getTime() ? 0 : 1, Date.parse(window.notBefore)]
  }
  return [...waiting].sort((one, other) => {
    const [group, time] = rank(one)
    const [otherGroup, otherTime] = rank(other)
    return group - otherGroup || time - otherTime
  })
}

export interface Reminder {
  readonly tone: 'wait' | 'warn' | 'err'
  readonly title: string
  readonly text: string
  readonly link: { readonly href: string; readonly label: string } | null
}

const DAY = 86_400_000
/** The step that is due; every other reminder is a finding. */
const PASSWORD_CHANGE = 'U-02'
const CERTIFICATE_NOTICE_DAYS = 60
const UNFINISHED: readonly RequestSummary['state'][] = ['draft', 'submitted', 'approved', 'changes requested']

/** Facts with a date that somebody should act on. Nothing is said that is not so. */
export function reminders(view: Pick<HomeView, 'signer' | 'mine' | 'reminders'>, now: Date): readonly Reminder[] {
  const { signer, mine } = view
  const found: Reminder[] = []
  const ends = signer.certificateNotAfter
  if (ends !== null) {
    const left = Date.parse(ends) - now.getTime()
    const day = momentIn(new Date(ends), 'UTC').day
    if (left <= 0) {
      found.push({
        tone: 'err',
        title: `The signing certificate ended on ${day}.`,
        text: 'The signer signs nothing until it has a new one.',
        link: null,
      })
    } else if (left <= CERTIFICATE_NOTICE_DAYS * DAY) {
      found.push({
        tone: 'warn',
        title: `The signing certificate ends on ${day}.`,
        text: `That is in ${durationWords(left)}. The signer needs a new one before.`,
        link: null,
      })
    }
  }
  for (const { id, state, window } of mine) {
    if (!window || !UNFINISHED.includes(state) || Date.parse(window.notAfter) > now.getTime()) continue
    const { day, clock } = momentAsWritten(window.notAfter)
    found.push({
      tone: 'warn',
      title: `The window of ${id} ended on ${day}, ${clock} ${window.timeZone}.`,
      text: `The request is still in state “${state}”. It needs a new window.`,
      link: { href: `/requests/${id}`, label: `Open ${id}` },
    })
  }
  for (const { requestId, ruleId, message } of view.reminders) {
    found.push({
      tone: 'wait',
      title:
        ruleId === PASSWORD_CHANGE
          ? 'A mailbox password is due.'
          : `The mail way of ${requestId} has an announced end.`,
      text: message,
      link: { href: `/requests/${requestId}`, label: `Open ${requestId}` },
    })
  }
  return found
}

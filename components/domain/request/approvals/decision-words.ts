import type { IconName } from '#components/ui/icon-paths.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { Policy } from '#core/protocol/protocol.ts'
import type { DecisionKind } from '#core/statement/schemas.ts'
import type { DecisionView, SeatView } from '#server/requests/views.ts'

export const DECISION_LOOK: Readonly<Record<DecisionKind, { word: string; icon: IconName; tone: Tone }>> = {
  submit: { word: 'submitted', icon: 'submitted', tone: 'run' },
  approve: { word: 'approved', icon: 'approved', tone: 'ok' },
  reject: { word: 'rejected', icon: 'rejected', tone: 'err' },
  withdraw: { word: 'withdrew', icon: 'withdrawn', tone: 'wait' },
  recall: { word: 'recalled', icon: 'recalled', tone: 'err' },
}

export const METHOD_WORDS: Readonly<Record<DecisionView['method'], string>> = {
  passkey: 'with a passkey',
  'sign-in': 'by sign-in (demo)',
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const numberWord = (count: number): string => NUMBERS[count] ?? String(count)

/** `a, b or c`. */
export function orList(names: readonly string[], joint = 'or'): string {
  const last = names.at(-1)
  if (last === undefined) return ''
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} ${joint} ${last}`
}

/** The pinned policy as a person would say it. */
export function policySentences(
  { groups, validDays, allowSyncedPasskeys, coolingOffHours, ticketRequired }: Policy,
  mode: 'demo' | 'production',
): string[] {
  const seats = groups.map(({ count, title }) => `${numberWord(count)} of ${title}`)
  return [
    `The plan needs ${orList(seats, 'and')}.`,
    'Each person fills one seat, also when in two groups. Nobody decides on a request that they made or edited.',
    'The last word of a person counts. A rejection blocks, also after enough people approved, until it is signed.',
    `An approval is valid ${validDays === 1 ? 'one day' : `${validDays} days`}; the signer judges it again when it signs.`,
    ...(coolingOffHours === 0
      ? []
      : [
          `After the last approval it cools off for ${coolingOffHours === 1 ? 'one hour' : `${coolingOffHours} hours`}; then it is signed.`,
        ]),
    ...(ticketRequired ? ['The request needs a change ticket.'] : []),
    mode === 'demo'
      ? 'Demo: the portal vouches for the signed-in person. The DEMO key accepts that, no other key does.'
      : `Decisions are signed with passkeys. Synced passkeys are ${allowSyncedPasskeys ? 'allowed' : 'refused'}.`,
  ]
}

/** Who filled a seat, or who could: one sentence. */
export function seatWords({ required, filled, waitsFor }: SeatView, ended: boolean): string {
  const names = filled.map(({ name }) => name)
  const done = names.length > 0 ? `${orList(names, 'and')} approved` : ''
  if (filled.length >= required) return `${done}.`
  if (ended) return names.length > 0 ? `${done}. The seat was not filled.` : 'Nobody approved.'
  const could = waitsFor.map(({ name }) => name)
  const open = could.length > 0 ? `Waits for ${orList(could)}` : 'Nobody who is left can fill this seat'
  return names.length > 0 ? `${done}. ${open}.` : `${open}.`
}

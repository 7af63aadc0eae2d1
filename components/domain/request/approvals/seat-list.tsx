'use client'

import { Icon } from '#components/ui/icon.tsx'
import { Time } from '#components/ui/time.tsx'
import type { DecisionView, SeatView } from '#server/requests/views.ts'
import { useRequest } from '../data/request-provider.tsx'
import { counted } from '../data/when.ts'
import { METHOD_WORDS, orList, seatWords } from './decision-words.ts'

/** States in which nobody decides any more. */
const ENDED = ['rejected', 'withdrawn', 'changes requested', 'expired', 'recalled', 'rolled back', 'draft']

/** One line for each group of the policy, and one for the signer. */
export function SeatList() {
  const { view, latest } = useRequest()
  const ended = view !== latest || ENDED.includes(latest.state)
  return (
    <ul>
      {view.seats.map((seat) => (
        <Seat key={seat.groupId} seat={seat} ended={ended} />
      ))}
      {view.decisions
        .filter(({ decision, counts }) => decision === 'reject' && counts)
        .map((rejection) => (
          <Rejection key={rejection.seq} rejection={rejection} />
        ))}
      <SignerSeat ended={ended} />
    </ul>
  )
}

const rowStyle =
  'grid grid-cols-[20px_minmax(0,1fr)_auto] gap-x-2 border-rule border-t py-[11px] first:border-t-0 first:pt-0 [&>div]:col-start-2 [&>div]:col-end-[-1]'

function Seat({ seat, ended }: { readonly seat: SeatView; readonly ended: boolean }) {
  const full = seat.filled.length >= seat.required
  return (
    <li className={rowStyle}>
      <Icon
        name={full ? 'approved' : ended ? 'dot' : 'submitted'}
        className={full ? 'mt-0.5 text-ok' : 'mt-0.5 text-run'}
      />
      <b>{seat.title}</b>
      <span className="text-ink-3 tabular-nums">
        {seat.filled.length} of {seat.required}
      </span>
      <div className="text-ink-2 text-sm">{full ? <Filled seat={seat} /> : seatWords(seat, ended)}</div>
    </li>
  )
}

/** A rejection blocks, whatever the seats say. */
function Rejection({ rejection: { person, at, comment } }: { readonly rejection: DecisionView }) {
  return (
    <li className={rowStyle}>
      <Icon name="rejected" className="mt-0.5 text-err" />
      <b>{person.name} rejected</b>
      <span className="text-ink-3">blocks</span>
      <div className="text-ink-2 text-sm">
        <Time value={at} />
        {comment ? <span className="[overflow-wrap:anywhere]">: “{comment}”</span> : null}
      </div>
    </li>
  )
}

/** Who, how and when, for each seat that is filled. */
function Filled({ seat }: { readonly seat: SeatView }) {
  const { view } = useRequest()
  return seat.filled.map(({ id, name }) => {
    const decision = view.decisions.find((one) => one.person.id === id && one.decision === 'approve' && one.counts)
    return (
      <p key={id}>
        {name} approved
        {decision ? (
          <>
            {' '}
            {METHOD_WORDS[decision.method]}, <Time value={decision.at} />
          </>
        ) : null}
      </p>
    )
  })
}

function SignerSeat({ ended }: { readonly ended: boolean }) {
  const { view } = useRequest()
  const { signedAt, generated, state, seats } = view
  const targets = generated?.targets.length ?? 0
  const open = seats.filter(({ filled, required }) => filled.length < required).map(({ title }) => title)
  const words =
    state === 'approved'
      ? `Is signing ${counted(targets, 'bundle')} now.`
      : ended
        ? 'Signed nothing of this revision.'
        : `Signs ${counted(targets, 'bundle')} by itself once ${orList(open, 'and')} approved.`
  return (
    <li className={rowStyle}>
      <Icon name="signed" className={signedAt ? 'mt-0.5 text-accent' : 'mt-0.5 text-ink-3'} />
      <b>Signer</b>
      <span className="text-ink-3">{signedAt ? 'signed' : 'not yet'}</span>
      <div className="text-ink-2 text-sm">
        {signedAt ? (
          <p>
            {counted(targets, 'bundle')}, <Time value={signedAt} />
          </p>
        ) : (
          words
        )}
      </div>
    </li>
  )
}

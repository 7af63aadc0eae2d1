import { cn } from '#components/ui/class-names.ts'
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { type Clock, dayClockText } from './axis.ts'
import type { Moment } from './moments.ts'
import type { Scope } from './scope.ts'

const TONE: Readonly<Record<Moment['tone'], string>> = {
  plain: '',
  wait: 'text-wait',
  window: 'text-accent',
  outage: 'text-err',
}

export function TimelineList({ moments }: { readonly moments: readonly Moment[] }) {
  return (
    <ol>
      {moments.map(({ minute, time, words, tone }) => (
        <li
          key={`${minute} ${words}`}
          className="grid grid-cols-[7.5rem_minmax(0,1fr)] border-rule border-t py-2 text-sm first:border-t-0"
        >
          <b className={cn(TONE[tone])}>{time}</b>
          <span>{words}</span>
        </li>
      ))}
    </ol>
  )
}

interface TimelineTableProps {
  readonly scope: Scope
  readonly clock: Clock
}

/** Every step of the picture with its earliest times. */
export function TimelineTable({ scope, clock }: TimelineTableProps) {
  return (
    <Table caption={`Earliest times of each step${clock.zone ? `, ${clock.zone}` : ''}`} captionShown>
      <TableHead>
        <HeaderCell>From</HeaderCell>
        <HeaderCell>To</HeaderCell>
        <HeaderCell>Step</HeaderCell>
        <HeaderCell>Target</HeaderCell>
        <HeaderCell>What</HeaderCell>
      </TableHead>
      <TableBody>
        {scope.steps.map(({ step, start, end, waitFrom }) => (
          <Row key={step.id}>
            <Cell label="From" className="whitespace-nowrap tabular-nums">
              {dayClockText(start, clock)}
            </Cell>
            <Cell label="To" className="whitespace-nowrap tabular-nums">
              {dayClockText(end, clock)}
            </Cell>
            <Cell heads className="whitespace-nowrap font-mono text-sm">
              {step.step}
            </Cell>
            <Cell label="Target" className="font-mono text-sm">
              {step.target}
            </Cell>
            <Cell>
              {step.title}
              {waitFrom < start ? `, after waiting since ${dayClockText(waitFrom, clock)}` : ''}
              {step.outage ? <span className="text-err"> · interrupts</span> : null}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

'use client'

import { EmptyState } from '#components/ui/empty-state.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { Time, ZoneName } from '#components/ui/time.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { DECISION_LOOK, METHOD_WORDS } from './decision-words.ts'

/** Every word that was given on this plan digest, the newest first; words that were replaced stay, and say so. */
export function DecisionsTable() {
  const { view } = useRequest()
  if (view.decisions.length === 0)
    return (
      <EmptyState title="No decisions yet">
        Every decision appears here with person, time and comment as soon as the signer has recorded it.
      </EmptyState>
    )
  return (
    <Table
      caption={
        <>
          Decisions, times are <ZoneName />
        </>
      }
    >
      <TableHead>
        <HeaderCell>Person</HeaderCell>
        <HeaderCell>Decision</HeaderCell>
        <HeaderCell>When</HeaderCell>
        <HeaderCell>Comment</HeaderCell>
        <HeaderCell>Counts</HeaderCell>
      </TableHead>
      <TableBody>
        {view.decisions
          .toSorted((a, b) => b.seq - a.seq)
          .map((decision) => {
            const { word, icon, tone } = DECISION_LOOK[decision.decision]
            return (
              <Row key={decision.seq}>
                <Cell heads className="font-bold">
                  {decision.person.name}
                </Cell>
                <Cell>
                  <StatusMark icon={icon} tone={tone}>
                    {word}
                  </StatusMark>
                  <span className="block text-ink-3 text-sm sm:ml-[22px]">{METHOD_WORDS[decision.method]}</span>
                </Cell>
                <Cell label="When" className="whitespace-nowrap">
                  <Time value={decision.at} />
                </Cell>
                <Cell label="Comment" className="max-w-[40ch] whitespace-pre-wrap [overflow-wrap:anywhere]">
                  {decision.comment ? `“${decision.comment}”` : '–'}
                </Cell>
                <Cell label="Counts">
                  {decision.counts ? 'yes' : 'no, replaced by a later word'}
                  {decision.counts && decision.validUntil ? (
                    <span className="block text-ink-3 text-sm">
                      until <Time value={decision.validUntil} />
                    </span>
                  ) : null}
                </Cell>
              </Row>
            )
          })}
      </TableBody>
    </Table>
  )
}

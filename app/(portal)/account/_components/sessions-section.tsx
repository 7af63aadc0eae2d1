'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { errorWords } from '#components/trpc/error-words.ts'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { Cell, HeaderCell, LoadingRows, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { Time, ZoneName } from '#components/ui/time.tsx'
import type { SessionView } from '#server/session/views.ts'
import { agentWords } from './agent-words.ts'

const COLUMNS = 5

/** Where I am signed in. */
export function SessionsSection() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const sessions = useQuery(trpc.session.list.queryOptions())
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: trpc.session.list.queryKey() })
  const revoke = useMutation(trpc.session.revoke.mutationOptions({ onSuccess }))
  const revokeOthers = useMutation(trpc.session.revokeOthers.mutationOptions({ onSuccess }))
  const error = revoke.error ?? revokeOthers.error
  const others = sessions.data?.filter(({ current }) => !current).length ?? 0
  return (
    <Section title="Where you are signed in">
      {sessions.isError && !sessions.data ? (
        <QueryError
          title="Your sessions cannot be shown."
          error={sessions.error}
          onRetry={() => sessions.refetch()}
          busy={sessions.isFetching}
        />
      ) : (
        <Table caption="Your sessions">
          <TableHead>
            <HeaderCell>Browser</HeaderCell>
            <HeaderCell>Address</HeaderCell>
            <HeaderCell>
              Since, <ZoneName />
            </HeaderCell>
            <HeaderCell>Last call</HeaderCell>
            <HeaderCell>
              <span className="sr-only">Actions</span>
            </HeaderCell>
          </TableHead>
          <TableBody>
            {sessions.data ? (
              sessions.data.map((session) => (
                <SessionRow
                  key={session.id}
                  session={session}
                  busy={revoke.isPending && revoke.variables.sessionId === session.id}
                  onEnd={() => revoke.mutate({ sessionId: session.id })}
                />
              ))
            ) : (
              <LoadingRows columns={COLUMNS} rows={2} lines={2} label="Loading your sessions" />
            )}
          </TableBody>
        </Table>
      )}
      {error ? (
        <Notice kind="error" title="No session was ended" live className="mt-3">
          {errorWords(error).message}
        </Notice>
      ) : null}
      {others > 0 ? (
        <div className="mt-4">
          <Button variant="danger" busy={revokeOthers.isPending} onClick={() => revokeOthers.mutate()}>
            {others === 1 ? 'End the other session' : `End the other ${others} sessions`}
          </Button>
        </div>
      ) : null}
    </Section>
  )
}

interface SessionRowProps {
  readonly session: SessionView
  readonly busy: boolean
  readonly onEnd: () => void
}

function SessionRow({ session, busy, onEnd }: SessionRowProps) {
  const { agent, address, identity, createdAt, lastSeenAt, current } = session
  return (
    <Row>
      <Cell heads>
        <span className="font-medium">{agentWords(agent)}</span>
        <span className="block text-ink-3 text-sm">{identity ? `as ${identity}` : 'with the passphrase'}</span>
      </Cell>
      <Cell label="Address">{address ? <code>{address}</code> : <span className="text-ink-3">unknown</span>}</Cell>
      <Cell label="Since" className="sm:whitespace-nowrap">
        <Time value={createdAt} zone={false} />
      </Cell>
      <Cell label="Last call" className="sm:whitespace-nowrap">
        <Time value={lastSeenAt} zone={false} />
      </Cell>
      <Cell className="sm:w-px sm:py-1 sm:text-right">
        {current ? (
          <StatusMark icon="done" tone="ok">
            this one
          </StatusMark>
        ) : (
          <Button size="small" variant="danger" busy={busy} onClick={onEnd} aria-label={`End ${agentWords(agent)}`}>
            End
          </Button>
        )}
      </Cell>
    </Row>
  )
}

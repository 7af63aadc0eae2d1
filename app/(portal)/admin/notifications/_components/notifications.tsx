'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { QueryError } from '#components/trpc/query-error.tsx'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { KeyValues } from '#components/ui/key-values.tsx'
import { PageHead, Section, Sheet } from '#components/ui/sheet.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Time } from '#components/ui/time.tsx'
import type { MessageView, OutboxView } from '#server/notifications/views.ts'
import { AddWebhook } from './add-webhook.tsx'
import { Webhook } from './webhook.tsx'

const REFRESH_MS = 5_000

export function Notifications() {
  const trpc = useTRPC()
  const overview = useQuery(trpc.notifications.overview.queryOptions(undefined, { refetchInterval: REFRESH_MS }))
  const { data, error } = overview
  return (
    <>
      <PageHead
        title="Notifications"
        lead="Mail and webhooks on every change of state. The mail server is an environment variable; people choose their own mail under Account."
      />
      <Sheet margin={data ? <State view={data} /> : null} marginLabel="State of the outbox">
        {data ? (
          <>
            <Section title="Webhooks">
              {data.webhooks.length === 0 ? (
                <EmptyState title="No webhook yet">
                  Add one to tell another system, Teams or Slack of every change of state.
                </EmptyState>
              ) : (
                <ul>
                  {data.webhooks.map((webhook) => (
                    <Webhook key={webhook.id} webhook={webhook} />
                  ))}
                </ul>
              )}
            </Section>
            <Section title="Add a webhook">
              <AddWebhook />
            </Section>
            <Section title="Given up" end={data.dead.length}>
              <Messages list={data.dead} empty="No message was given up." retry />
            </Section>
            <Section title="Tried again by itself" end={data.failing.length}>
              <Messages
                list={data.failing}
                empty="Every message so far was taken at the first try, or is sent by now."
              />
            </Section>
          </>
        ) : (
          <Section title="Webhooks">
            {error ? (
              <QueryError
                title="The notifications cannot be shown."
                error={error}
                onRetry={() => overview.refetch()}
                busy={overview.isFetching}
              />
            ) : (
              <Skeleton label="Loading the notifications" lines={10} />
            )}
          </Section>
        )}
      </Sheet>
    </>
  )
}

function State({ view: { sent, waiting, dead } }: { readonly view: OutboxView }) {
  return (
    <Section title="Outbox">
      <KeyValues
        items={[
          { key: 'Sent', value: String(sent) },
          { key: 'Waiting', value: String(waiting) },
          { key: 'Given up', value: String(dead.length) },
        ]}
      />
    </Section>
  )
}

interface MessagesProps {
  readonly list: readonly MessageView[]
  readonly empty: string
  readonly retry?: boolean
}

function Messages({ list, empty, retry = false }: MessagesProps) {
  const trpc = useTRPC()
  const client = useQueryClient()
  const again = useMutation(
    trpc.notifications.retry.mutationOptions({
      onSettled: () => client.invalidateQueries({ queryKey: trpc.notifications.overview.queryKey() }),
    }),
  )
  if (list.length === 0) return <p className="text-ink-2">{empty}</p>
  return (
    <ul>
      {list.map(({ id, events, channel, recipient, attempts, problem, notBefore }) => (
        <li
          key={id}
          className="flex flex-wrap items-center gap-x-4 gap-y-1 border-rule border-t py-2.5 first:border-t-0"
        >
          <div className="min-w-0 flex-1">
            <p>
              <b>{recipient}</b> by {channel}, {events.length === 1 ? 'event' : 'events'} {events.join(', ')},{' '}
              {attempts} {attempts === 1 ? 'try' : 'tries'}
            </p>
            <p className="text-ink-3 text-sm [overflow-wrap:anywhere]">
              {problem}{' '}
              {retry ? null : (
                <>
                  Next try <Time value={notBefore} />.
                </>
              )}
            </p>
          </div>
          {retry ? (
            <Button size="small" busy={again.isPending} onClick={() => again.mutate({ message: id })}>
              Try again
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { errorWords } from '#components/trpc/error-words.ts'
import { useTRPC } from '#components/trpc/trpc.ts'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Time } from '#components/ui/time.tsx'
import type { WebhookView } from '#server/notifications/views.ts'

/** One webhook, its switch, its test and its latest deliveries. */
export function Webhook({ webhook }: { readonly webhook: WebhookView }) {
  const trpc = useTRPC()
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: trpc.notifications.overview.queryKey() })
  const change = useMutation(trpc.notifications.switchWebhook.mutationOptions({ onSuccess }))
  const test = useMutation(trpc.notifications.testWebhook.mutationOptions({ onSuccess }))
  const { id, name, url, shape, active, deliveries } = webhook
  const error = change.error ?? test.error
  return (
    <li className="border-rule border-t py-3 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          {name} <span className="font-normal text-ink-3 text-sm">{active ? shape : `${shape}, off`}</span>
        </h3>
        <Button size="small" busy={test.isPending} onClick={() => test.mutate({ webhookId: id })}>
          Send a test
        </Button>
        <Button size="small" busy={change.isPending} onClick={() => change.mutate({ webhookId: id, active: !active })}>
          {active ? 'Switch off' : 'Switch on'}
        </Button>
      </div>
      <p className="text-sm [overflow-wrap:anywhere]">
        <code>{url}</code>
      </p>
      {error ? (
        <p role="alert" className="mt-1 text-err text-sm">
          {errorWords(error).message}
        </p>
      ) : null}
      {test.isSuccess ? (
        <p role="status" className="mt-1 text-ink-2 text-sm">
          The test is in the outbox. Its outcome appears below.
        </p>
      ) : null}
      {deliveries.length > 0 ? (
        <Disclosure look="inline" className="mt-1" open summary={`Latest ${deliveries.length} deliveries`}>
          <ul className="grid gap-1 text-sm">
            {deliveries.map(({ id: number, eventId, at, status, problem, milliseconds }) => (
              <li key={number} className="[overflow-wrap:anywhere]">
                <Time value={at} />, event <code>{eventId}</code>: {problem ?? `status ${status}`}, {milliseconds} ms
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : (
        <p className="mt-1 text-ink-3 text-sm">Nothing was delivered yet.</p>
      )}
    </li>
  )
}

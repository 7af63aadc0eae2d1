import { z } from 'zod'
import { kind } from './kind.ts'

/** Events about how people and systems are told. Addresses are texts: the log holds a salted hash. */
export const NOTIFICATION_KINDS = {
  'webhook.added': kind(
    'Webhook added',
    z.strictObject({ webhook: z.string() }),
    ({ actor, texts }) => `${actor} added the webhook${texts.name ? ` ${texts.name}` : ''}.`,
  ),
  'webhook.switched': kind(
    'Webhook switched',
    z.strictObject({ webhook: z.string(), active: z.boolean() }),
    ({ actor, details }) => `${actor} switched a webhook ${details.active ? 'on' : 'off'}.`,
  ),
  'webhook.tested': kind(
    'Webhook tested',
    z.strictObject({ webhook: z.string(), event: z.string() }),
    ({ actor }) => `${actor} sent a test to a webhook.`,
  ),
  'outbox.retried': kind(
    'Message tried again',
    z.strictObject({
      channel: z.enum(['mail', 'webhook']),
      recipient: z.string(),
      events: z.array(z.string()),
    }),
    ({ actor, details: { channel, events } }) =>
      `${actor} had a message by ${channel} tried again that was given up (${events.length === 1 ? 'event' : 'events'} ${events.join(', ')}).`,
  ),
  'person.mail-changed': kind(
    'Mail changed',
    z.strictObject({ mode: z.enum(['immediately', 'daily', 'off']), hasAddress: z.boolean() }),
    ({ actor, object, details }) =>
      `${actor} set the mail of ${object}: ${details.hasAddress ? details.mode : 'no address'}.`,
  ),
}

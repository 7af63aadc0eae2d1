import { z } from 'zod'
import { personId } from '#core/statement/schemas.ts'

const address = z.nullable(z.email({ error: 'An e-mail address, or nothing.' }).max(254))
const webhookId = z.string().regex(/^h-[0-9a-f]{16}$/)

/** `http` is for servers of the own network; where those are refused, it leads nowhere. */
const url = z
  .url({ protocol: /^https?$/, error: 'An address that begins with https:// or http://.' })
  .max(1000)
  .refine((text) => !/^[a-z]+:\/\/[^/]*@/i.test(text), { error: 'Leave user and password out of the address.' })

export const chooseInput = z.strictObject({ address, mode: z.enum(['immediately', 'daily', 'off']) })
export const setAddressInput = z.strictObject({ personId, address })
export const addWebhookInput = z.strictObject({
  name: z.string().trim().min(1, { error: 'Give it a name.' }).max(80),
  url,
  shape: z.enum(['generic', 'teams', 'slack']),
})
export const switchWebhookInput = z.strictObject({ webhookId, active: z.boolean() })
export const testWebhookInput = z.strictObject({ webhookId })
export const retryInput = z.strictObject({ message: z.int().min(1) })

export type ChooseInput = z.infer<typeof chooseInput>
export type SetAddressInput = z.infer<typeof setAddressInput>
export type AddWebhookInput = z.infer<typeof addWebhookInput>
export type SwitchWebhookInput = z.infer<typeof switchWebhookInput>

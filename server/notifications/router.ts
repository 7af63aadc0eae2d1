import { router, signedIn } from '#server/trpc/procedures.ts'
import {
  addWebhookInput,
  chooseInput,
  retryInput,
  setAddressInput,
  switchWebhookInput,
  testWebhookInput,
} from './inputs.ts'
import { chooseMail, readMailChoice, setAddress } from './mail-choice.ts'
import { readOutbox, retryMessage } from './read-outbox.ts'
import { addWebhook, switchWebhook, testWebhook } from './webhooks.ts'

export const notificationsRouter = router({
  mine: signedIn.query(({ ctx }) => readMailChoice(ctx)),
  choose: signedIn.input(chooseInput).mutation(({ ctx, input }) => chooseMail(ctx, input)),
  setAddress: signedIn.input(setAddressInput).mutation(({ ctx, input }) => setAddress(ctx, input)),
  overview: signedIn.query(({ ctx }) => readOutbox(ctx)),
  retry: signedIn.input(retryInput).mutation(({ ctx, input }) => retryMessage(ctx, input)),
  addWebhook: signedIn.input(addWebhookInput).mutation(({ ctx, input }) => addWebhook(ctx, input)),
  switchWebhook: signedIn.input(switchWebhookInput).mutation(({ ctx, input }) => switchWebhook(ctx, input)),
  testWebhook: signedIn.input(testWebhookInput).mutation(({ ctx, input }) => testWebhook(ctx, input)),
})

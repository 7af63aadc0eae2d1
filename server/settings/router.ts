import { router, signedIn } from '#server/trpc/procedures.ts'
import { settingsChange } from './settings.ts'
import { updateSettings, viewSettings } from './update-settings.ts'

export const settingsRouter = router({
  view: signedIn.query(({ ctx }) => viewSettings(ctx)),
  update: signedIn.input(settingsChange).mutation(({ ctx, input }) => updateSettings(ctx, input)),
})

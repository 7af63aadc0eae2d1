import { router, signedIn } from '#server/trpc/procedures.ts'
import { readHealth } from './read-health.ts'
import { readSignerState } from './read-state.ts'

export const signerRouter = router({
  state: signedIn.query(({ ctx }) => readSignerState(ctx)),
  health: signedIn.query(({ ctx }) => readHealth(ctx)),
})

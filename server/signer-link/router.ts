import { router, signedIn } from '#server/trpc/procedures.ts'
import { readHealth } from './read-health.ts'

export const signerRouter = router({
  health: signedIn.query(({ ctx }) => readHealth(ctx)),
})

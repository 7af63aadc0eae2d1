import { router, signedIn } from '#server/trpc/procedures.ts'
import { viewHome } from './view-home.ts'

export const homeRouter = router({
  view: signedIn.query(({ ctx }) => viewHome(ctx)),
})

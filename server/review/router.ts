import { router, signedIn } from '#server/trpc/procedures.ts'
import { openInput, replyInput, resolveInput, threadsInput } from './inputs.ts'
import { readThreads } from './read-threads.ts'
import { openThread, replyToThread, resolveThread } from './write-threads.ts'

export const reviewRouter = router({
  threads: signedIn.input(threadsInput).query(({ ctx, input }) => readThreads(ctx, input)),
  open: signedIn.input(openInput).mutation(({ ctx, input }) => openThread(ctx, input)),
  reply: signedIn.input(replyInput).mutation(({ ctx, input }) => replyToThread(ctx, input)),
  resolve: signedIn.input(resolveInput).mutation(({ ctx, input }) => resolveThread(ctx, input)),
})

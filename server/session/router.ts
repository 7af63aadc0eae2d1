import { z } from 'zod'
import { digest } from '#core/statement/schemas.ts'
import { MAX_PASSPHRASE } from '#server/auth/passphrase-rules.ts'
import { router, signedIn } from '#server/trpc/procedures.ts'
import { changePassword } from './change-password.ts'
import { listSessions } from './list-sessions.ts'
import { readMe } from './read-me.ts'
import { revokeOtherSessions, revokeSession } from './revoke-sessions.ts'

/** A character may take two units; how many characters there are is judged by `passphraseProblem`. */
const passphrase = z
  .string()
  .min(1)
  .max(2 * MAX_PASSPHRASE)

export const sessionRouter = router({
  me: signedIn.query(({ ctx }) => readMe(ctx)),
  list: signedIn.query(({ ctx }) => listSessions(ctx)),
  revoke: signedIn.input(z.strictObject({ sessionId: digest })).mutation(({ ctx, input }) => revokeSession(ctx, input)),
  revokeOthers: signedIn.mutation(({ ctx }) => revokeOtherSessions(ctx)),
  changePassword: signedIn
    .input(z.strictObject({ current: passphrase, next: passphrase }))
    .mutation(({ ctx, input }) => changePassword(ctx, input)),
})

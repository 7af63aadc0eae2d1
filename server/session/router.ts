import { z } from 'zod'
import { MAX_PASSPHRASE } from '#server/auth/passphrase-rules.ts'
import { router, signedIn } from '#server/trpc/procedures.ts'
import { changePassword } from './change-password.ts'
import { readMe } from './read-me.ts'

/** A character may take two units; how many characters there are is judged by `passphraseProblem`. */
const passphrase = z
  .string()
  .min(1)
  .max(2 * MAX_PASSPHRASE)

export const sessionRouter = router({
  me: signedIn.query(({ ctx }) => readMe(ctx)),
  changePassword: signedIn
    .input(z.strictObject({ current: passphrase, next: passphrase }))
    .mutation(({ ctx, input }) => changePassword(ctx, input)),
})

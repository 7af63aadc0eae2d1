import { router, signedIn } from '#server/trpc/procedures.ts'
import { createTokenInput, tokenInput } from './inputs.ts'
import { createToken, listTokens, revokeToken } from './manage-tokens.ts'

export const apiTokensRouter = router({
  list: signedIn.query(({ ctx }) => listTokens(ctx)),
  create: signedIn.input(createTokenInput).mutation(({ ctx, input }) => createToken(ctx, input)),
  revoke: signedIn.input(tokenInput).mutation(({ ctx, input }) => revokeToken(ctx, input)),
})

import { router, signedIn } from '#server/trpc/procedures.ts'
import { identityInput, linkInput } from './inputs.ts'
import { linkIdentity, unlinkIdentity } from './link-identity.ts'
import { listIdentities } from './list-identities.ts'

export const identitiesRouter = router({
  list: signedIn.query(({ ctx }) => listIdentities(ctx)),
  link: signedIn.input(linkInput).mutation(({ ctx, input }) => linkIdentity(ctx, input)),
  unlink: signedIn.input(identityInput).mutation(({ ctx, input }) => unlinkIdentity(ctx, input)),
})

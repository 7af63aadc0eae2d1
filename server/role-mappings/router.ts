import { router, signedIn } from '#server/trpc/procedures.ts'
import { setMappingInput } from './inputs.ts'
import { listMappings, setMapping } from './role-mappings.ts'

export const roleMappingsRouter = router({
  list: signedIn.query(({ ctx }) => listMappings(ctx)),
  set: signedIn.input(setMappingInput).mutation(({ ctx, input }) => setMapping(ctx, input)),
})

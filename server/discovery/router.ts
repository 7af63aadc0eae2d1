import { router, signedIn } from '#server/trpc/procedures.ts'
import { checkDrift } from './check-drift.ts'
import { importDiscovery } from './import-discovery.ts'
import { driftInput, driftsInput, filesInput, sourcesInput } from './inputs.ts'
import { listDrifts, readDrift } from './read-drifts.ts'
import { viewScript } from './read-script.ts'
import { readSources } from './read-sources.ts'

export const discoveryRouter = router({
  script: signedIn.query(({ ctx }) => viewScript(ctx)),
  import: signedIn.input(filesInput).mutation(({ ctx, input }) => importDiscovery(ctx, input)),
  sources: signedIn.input(sourcesInput).query(({ ctx, input }) => readSources(ctx, input)),
  checkDrift: signedIn.input(filesInput).mutation(({ ctx, input }) => checkDrift(ctx, input)),
  drifts: signedIn.input(driftsInput).query(({ ctx, input }) => listDrifts(ctx, input)),
  drift: signedIn.input(driftInput).query(({ ctx, input }) => readDrift(ctx, input)),
})

import { router, signedIn } from '#server/trpc/procedures.ts'
import { auditFacets } from './audit-facets.ts'
import { listAuditInput } from './inputs.ts'
import { listAudit } from './list-audit.ts'

export const auditRouter = router({
  list: signedIn.input(listAuditInput).query(({ ctx, input }) => listAudit(ctx, input)),
  facets: signedIn.query(({ ctx }) => auditFacets(ctx)),
})

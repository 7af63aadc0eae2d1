import { apiTokensRouter } from '#server/api-tokens/router.ts'
import { auditRouter } from '#server/audit/router.ts'
import { discoveryRouter } from '#server/discovery/router.ts'
import { homeRouter } from '#server/home/router.ts'
import { identitiesRouter } from '#server/identities/router.ts'
import { notificationsRouter } from '#server/notifications/router.ts'
import { peopleRouter } from '#server/people/router.ts'
import { requestsRouter } from '#server/requests/router.ts'
import { reviewRouter } from '#server/review/router.ts'
import { roleMappingsRouter } from '#server/role-mappings/router.ts'
import { sessionRouter } from '#server/session/router.ts'
import { settingsRouter } from '#server/settings/router.ts'
import { signerRouter } from '#server/signer-link/router.ts'
import { router } from './procedures.ts'

export const appRouter = router({
  session: sessionRouter,
  people: peopleRouter,
  identities: identitiesRouter,
  roleMappings: roleMappingsRouter,
  apiTokens: apiTokensRouter,
  settings: settingsRouter,
  audit: auditRouter,
  home: homeRouter,
  requests: requestsRouter,
  discovery: discoveryRouter,
  notifications: notificationsRouter,
  review: reviewRouter,
  signer: signerRouter,
})

export type AppRouter = typeof appRouter

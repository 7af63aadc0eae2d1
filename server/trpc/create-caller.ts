import type { Services } from '#server/context.ts'
import { readActor } from '#server/people/read-people.ts'
import { createCallerFactory } from './procedures.ts'
import { appRouter } from './router.ts'

const factory = createCallerFactory(appRouter)

/** Calls procedures in this process as a person, without HTTP and session: for tests and for pages. */
export function createCaller(services: Services, personId: string | null) {
  return factory({
    services,
    readActor: () => (personId === null ? null : readActor(services.db, personId, null)),
    address: null,
    reportError: (error) => {
      throw error
    },
  })
}

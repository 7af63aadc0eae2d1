import { health } from '#server/http/health.ts'

/** Asked anew each time, never answered from the build. */
export const dynamic = 'force-dynamic'

export { health as GET }

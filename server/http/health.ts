import { sql } from 'drizzle-orm'
import packageJson from '#package.json' with { type: 'json' }
import { reportError } from '#server/log.ts'
import { services } from '#server/services.ts'

/** For the reverse proxy and the start script: 200 while the database answers, else 503. Tells nobody more than the version. */
export function health(): Response {
  const headers = { 'Cache-Control': 'no-store' }
  try {
    services().db.run(sql`SELECT count(*) FROM people`)
    return Response.json({ status: 'ok', version: packageJson.version }, { headers })
  } catch (error) {
    reportError(error, 'health')
    return Response.json({ status: 'unavailable' }, { status: 503, headers })
  }
}

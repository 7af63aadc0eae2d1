import { createPrivateKey } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '#core/errors/app-error.ts'
import { openDb } from '#db/client.ts'
import { editRequest } from '#server/requests/edit-request.ts'
import { httpSigner } from '#server/signer-link/http-signer.ts'
import { workOnce } from '#server/signer-link/work.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { buildInput } from '#signer/testing/build-signer.ts'

// The web process of a race: its own connection to the database, the signer over HTTP, told by the process that started it.
const [, , setUp = ''] = process.argv
const { database, portalKey, port, tokenFile, start } = z
  .strictObject({
    database: z.string(),
    portalKey: z.string(),
    port: z.number(),
    tokenFile: z.string(),
    start: z.string(),
  })
  .parse(JSON.parse(setUp))

const signer = httpSigner({ port, tokenFile })
const test = {
  signer: { ...signer, decide: () => Promise.reject(new Error('People decide on the signer’s pages.')) },
  portalKey: createPrivateKey(portalKey),
  now: new Date(start),
}
const portal = new TestPortal(test, openDb(database)).furnish()
const input = buildInput()

let racing = false
let loops: Promise<unknown> = Promise.resolve()

/** What the background does, without rest: one loop follows the journal, the other does what waits for the signer. */
function follow(): void {
  racing = true
  const repeat = async (step: () => Promise<unknown>) => {
    while (racing) {
      await step()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  loops = Promise.all([repeat(() => portal.services.signer.catchUp()), repeat(() => workOnce(portal.services))])
}

const ORDERS: Readonly<Record<string, (argument: string) => Promise<unknown>>> = {
  /** A request that waits for its requester on the signer's page. */
  prepare: async (now) => {
    test.now = new Date(now)
    const id = portal.draft(input)
    return { id, planDigest: await portal.prepare(id) }
  },
  catchUp: () => portal.work(),
  follow: async () => follow(),
  edit: (id) =>
    editRequest(portal.as('ines'), { id }).then(
      () => null,
      (error: unknown) => {
        if (error instanceof AppError) return error.code
        throw error
      },
    ),
  /** Everything that the race began is carried to its end. Yields what the log would hold. */
  settle: async () => {
    racing = false
    await loops
    await portal.work()
    await portal.work()
    return portal.reported.splice(0).map(String)
  },
}

process.on('message', async ({ number, order, argument }: { number: number; order: string; argument: string }) => {
  try {
    process.send?.({ number, result: (await ORDERS[order]?.(argument)) ?? null })
  } catch (error) {
    process.send?.({ number, failure: error instanceof Error ? error.stack : String(error) })
  }
})
process.on('disconnect', () => process.exit())
process.send?.({ number: 0, result: null })

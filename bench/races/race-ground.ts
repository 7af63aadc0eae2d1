import { type ChildProcess, fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SignerApi } from '#core/protocol/signer-api.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { openDb } from '#db/client.ts'
import { TestPortal } from '#server/testing/build-portal.ts'
import { startApi } from '#signer/api/api-server.ts'
import { startPages } from '#signer/pages/pages-server.ts'
import { buildSigner, START, type TestSigner } from '#signer/testing/build-signer.ts'
import type { SignerPages } from './open-page.ts'
import { Gate } from './schedule.ts'

const TOKEN = 'token-of-the-races-0123456789'

/** The signer in this process, behind HTTP; the web process beside it; and this process's own connection to the database. */
export interface Ground {
  readonly signer: TestSigner
  readonly pages: SignerPages
  readonly gate: Gate
  readonly web: Web
  /** For looking at the outcome. */
  readonly portal: TestPortal
  stop(): Promise<void>
}

export async function openGround(): Promise<Ground> {
  const signer = await buildSigner()
  const gate = new Gate()
  const log = (event: unknown) => process.stderr.write(`${JSON.stringify(event)}\n`)
  const api = await startApi({ api: gated(signer.signer, gate), token: TOKEN, port: 0, log })
  const { pagesOrigin, portalUrl } = signer.authority.options
  const listener = await startPages({ authority: signer.authority, port: 0, log })
  const folder = temporaryFolder()
  const [database, tokenFile] = [join(folder, 'portal.db'), join(folder, 'token')]
  writeFileSync(tokenFile, TOKEN)
  const portalKey = signer.portalKey.export({ type: 'pkcs8', format: 'pem' })
  const web = new Web({ database, tokenFile, portalKey, port: api.port, start: START.toISOString() })
  await web.ready
  return {
    signer,
    gate,
    web,
    pages: { port: listener.port, pagesOrigin, portalUrl },
    portal: new TestPortal(signer, openDb(database)),
    stop: async () => {
      web.end()
      await Promise.all([api.stop(), listener.stop()])
    },
  }
}

/** The signer as the web process reaches it: each message may be held back on its way there and back. */
const gated = (signer: SignerApi, gate: Gate): SignerApi => ({
  ...signer,
  journal: (after, wait) => {
    gate.looked()
    return signer.journal(after, wait)
  },
  close: (planDigest, reason) => passing(gate, 'first', () => signer.close(planDigest, reason)),
  sign: (planDigest) => passing(gate, 'sign', () => signer.sign(planDigest)),
})

export async function passing<T>(gate: Gate, who: 'first' | 'second' | 'sign', run: () => Promise<T>): Promise<T> {
  await gate.reach(`${who} request`)
  try {
    return await run()
  } finally {
    await gate.reach(`${who} answer`)
  }
}

interface Reply {
  readonly number: number
  readonly result: unknown
  readonly failure?: string
}

/** The web process, as this one commands it. */
class Web {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (reply: Reply) => void>()
  #last = 0
  readonly ready: Promise<unknown>

  constructor(setUp: unknown) {
    const program = fileURLToPath(new URL('web.ts', import.meta.url))
    // It is no test itself, also where a test started it.
    const env = { ...process.env, VITEST: undefined }
    this.#child = fork(program, [JSON.stringify(setUp)], { execArgv: [], env })
    this.#child.on('message', (reply: Reply) => {
      this.#waiting.get(reply.number)?.(reply)
      this.#waiting.delete(reply.number)
    })
    this.#child.on('exit', (code) => {
      for (const [number, settle] of this.#waiting) settle({ number, result: null, failure: `it ended with ${code}` })
    })
    this.ready = this.#reply(0)
  }

  tell(order: 'prepare' | 'catchUp' | 'follow' | 'edit' | 'settle', argument = ''): Promise<unknown> {
    this.#last += 1
    const reply = this.#reply(this.#last)
    this.#child.send({ number: this.#last, order, argument })
    return reply
  }

  end(): void {
    this.#child.disconnect()
  }

  #reply(number: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, ({ result, failure }) =>
        failure === undefined ? resolve(result) : reject(new Error(`The web process: ${failure}`)),
      )
    })
  }
}

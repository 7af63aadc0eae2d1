import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'
import { secretOrderSchema, submissionSchema } from '#core/protocol/protocol.ts'
import type { SignerApi } from '#core/protocol/signer-api.ts'
import { digest, personId, requestId, targetName } from '#core/statement/schemas.ts'
import { peerAccount } from '../accounts/peer-account.ts'
import { asAppError } from '../http/as-app-error.ts'
import { type Listener, listen } from '../http/listen.ts'
import { hasType, readBody } from '../http/read-body.ts'
import { authorize } from './authorize.ts'

const MAX_BODY_BYTES = 8_000_000

export interface ApiOptions {
  readonly api: SignerApi
  readonly token: string
  readonly port: number
  /** Production: whoever calls under the signer's own account is refused. */
  readonly refuseOwnAccount?: boolean
  readonly log: (event: Readonly<Record<string, unknown>>) => void
}

/** The API of `core/protocol/protocol.ts` on the loopback address, for whoever holds the token. */
export function startApi(options: ApiOptions): Promise<Listener> {
  return listen(options.port, async (request, response) => {
    try {
      authorize(request, options.token)
      if (options.refuseOwnAccount) checkAccount(request)
      send(response, 200, await answer(options.api, request))
    } catch (error) {
      const refusal = asAppError(error)
      if (refusal.code === 'INTERNAL') options.log({ level: 'error', message: refusal.message, stack: refusal.stack })
      const { code, userMessage, details } = refusal
      send(response, ERROR_CODES[code].http, { error: { code, message: userMessage, details } })
    }
  })
}

function checkAccount({ socket }: IncomingMessage): void {
  const { remotePort = 0, localPort = 0 } = socket
  if (peerAccount(remotePort, localPort) !== process.getuid?.()) return
  throw new AppError(
    'FORBIDDEN',
    'Web and signer run under one account, so nothing keeps the web from the keys. Give each its own; or set MIM_GMSA_ALLOW_ONE_ACCOUNT=yes for both.',
  )
}

async function answer(api: SignerApi, request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://signer')
  const route = `${request.method} ${url.pathname}`
  if (route === 'GET /v1/status') return api.status()
  if (route === 'GET /v1/journal') {
    const { after, wait } = parse(journalQuery, Object.fromEntries(url.searchParams))
    return api.journal(after, wait)
  }
  if (route === 'POST /v1/submissions') return api.submit(parse(submissionSchema, await readJson(request)))
  if (route === 'POST /v1/sign') return api.sign(parse(signBody, await readJson(request)).planDigest)
  if (route === 'GET /v1/recall-list') return api.recallList()
  if (route === 'POST /v1/close') {
    const { planDigest, reason } = parse(closeBody, await readJson(request))
    await api.close(planDigest, reason)
    return { closed: true }
  }
  if (route === 'POST /v1/leave') {
    await api.leave(parse(leaveBody, await readJson(request)).person)
    return { left: true }
  }
  const bundle = /^GET \/v1\/bundles\/([^/]+)\/([^/]+)$/.exec(route)
  if (bundle) return api.bundle(parse(digest, bundle[1]), parse(targetName, bundle[2]))
  if (route === 'POST /v1/secret-orders') return api.layOrder(parse(secretOrderSchema, await readJson(request)))
  const secret = /^GET \/v1\/secrets\/([^/]+)$/.exec(route)
  if (secret) return api.secret(parse(digest, secret[1]))
  if (route === 'POST /v1/secrets/erase') {
    const { requestId: id, reason } = parse(eraseBody, await readJson(request))
    await api.eraseSecrets(id, reason)
    return { erased: true }
  }
  throw new AppError('NOT_FOUND', 'The signer has no such call.')
}

const journalQuery = z.strictObject({
  after: z.coerce.number().int().min(-1),
  wait: z.coerce.number().int().min(0).max(30).optional().default(0),
})
const signBody = z.strictObject({ planDigest: digest })
const eraseBody = z.strictObject({ requestId, reason: z.string().min(1).max(500) })
const leaveBody = z.strictObject({ person: personId })
const closeBody = z.strictObject({ planDigest: digest, reason: z.string().min(1).max(500) })

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AppError('BAD_INPUT', `The call is malformed at ${issue?.path.join('.') || 'its top'}: ${issue?.message}.`)
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!hasType(request, 'application/json')) throw new AppError('BAD_INPUT', 'The body must be application/json.')
  const body = await readBody(request, MAX_BODY_BYTES)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (error) {
    throw new AppError('BAD_INPUT', 'The body is not JSON in UTF-8.', { cause: error })
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body), 'utf8')
  // After a refused upload the rest of the body is not read: the connection can not be used again.
  if (status >= 400) response.setHeader('Connection', 'close')
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
    'Cache-Control': 'no-store',
  })
  response.end(bytes)
}

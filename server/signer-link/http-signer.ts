import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError, ERROR_CODES, type ErrorCode } from '#core/errors/app-error.ts'
import {
  bundleFilesSchema,
  journalPageSchema,
  signedSchema,
  statusSchema,
  storedSecretSchema,
} from '#core/protocol/protocol.ts'
import { recallAnswerSchema } from '#core/protocol/recall-list.ts'
import type { SignerApi } from '#core/protocol/signer-api.ts'
import { digest } from '#core/statement/schemas.ts'

export interface HttpSignerOptions {
  readonly port: number
  readonly tokenFile: string
}

const ANSWER_MS = 10_000
/** The signer makes every byte of a large plan again before it answers. */
const WORK_MS = 120_000

const errorSchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
})

/** The signer over its loopback API. Whatever does not answer in the agreed form counts as unreachable. */
export function httpSigner(options: HttpSignerOptions): SignerApi {
  const get = <T>(path: string, schema: z.ZodType<T>, timeoutMs = ANSWER_MS) =>
    call(options, path, { method: 'GET' }, schema, timeoutMs)
  const post = <T>(path: string, body: unknown, schema: z.ZodType<T>, timeoutMs = ANSWER_MS) => {
    const headers = { 'Content-Type': 'application/json' }
    return call(options, path, { method: 'POST', headers, body: JSON.stringify(body) }, schema, timeoutMs)
  }
  return {
    status: () => get('/v1/status', statusSchema),
    submit: (submission) => post('/v1/submissions', submission, z.strictObject({ planDigest: digest }), WORK_MS),
    journal: (after, waitSeconds) =>
      get(`/v1/journal?after=${after}&wait=${waitSeconds}`, journalPageSchema, ANSWER_MS + waitSeconds * 1000),
    sign: (planDigest) => post('/v1/sign', { planDigest }, signedSchema, WORK_MS),
    bundle: (planDigest, target) => get(`/v1/bundles/${planDigest}/${target}`, bundleFilesSchema, WORK_MS),
    leave: async (person) => {
      await post('/v1/leave', { person }, z.strictObject({ left: z.literal(true) }))
    },
    recallList: () => get('/v1/recall-list', recallAnswerSchema),
    close: async (planDigest, reason) => {
      await post('/v1/close', { planDigest, reason }, z.strictObject({ closed: z.literal(true) }))
    },
    layOrder: (order) => post('/v1/secret-orders', order, z.strictObject({ orderSha256: digest })),
    secret: (cmsSha256) => get(`/v1/secrets/${cmsSha256}`, storedSecretSchema),
    eraseSecrets: async (requestId, reason) => {
      await post('/v1/secrets/erase', { requestId, reason }, z.strictObject({ erased: z.literal(true) }))
    },
  }
}

async function call<T>(
  { port, tokenFile }: HttpSignerOptions,
  path: string,
  init: RequestInit,
  schema: z.ZodType<T>,
  timeoutMs: number,
): Promise<T> {
  const { ok, body } = await ask(`http://127.0.0.1:${port}${path}`, await readToken(tokenFile), init, timeoutMs)
  if (ok) {
    const answer = schema.safeParse(body)
    if (answer.success) return answer.data
    throw unreachable('The signer answers in a form that this version of the portal does not know.', answer.error)
  }
  const refusal = errorSchema.safeParse(body)
  if (!refusal.success) throw unreachable('Something else than the signer answers on its port.', refusal.error)
  const { code, message, details = {} } = refusal.data.error
  if (code === 'UNAUTHENTICATED') throw unreachable('The signer does not accept the portal’s token.')
  throw new AppError(code, message, { details })
}

async function ask(url: string, token: string, init: RequestInit, timeoutMs: number) {
  try {
    const response = await fetch(url, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${token}` },
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { ok: response.ok, body: await response.json().catch(() => null) }
  } catch (cause) {
    throw unreachable('The signer does not answer.', cause)
  }
}

async function readToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (cause) {
    throw unreachable('The token file of the signer cannot be read.', cause)
  }
}

const unreachable = (words: string, cause?: unknown) => new AppError('SIGNER_UNREACHABLE', words, { cause })

import { z } from 'zod'
import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'
import { readToken, type TokenCaller } from '#server/api-tokens/read-token.ts'
import { clientAddress } from '#server/auth/client-address.ts'
import { zipResponse } from '#server/bundles/handle-download.ts'
import { config } from '#server/config.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readBody } from '#server/http/read-body.ts'
import { reportError } from '#server/log.ts'
import { services } from '#server/services.ts'
import type { BinaryAnswer, Endpoint } from './endpoint.ts'
import { ENDPOINTS } from './endpoints.ts'
import { openApiDocument } from './openapi.ts'
import { takeCall } from './rest-limits.ts'

/** An environment of 5 MB with what is around it. */
const MAX_BODY_BYTES = 6_000_000
const ROOT = '/api/v1'

/**
 * `/api/v1`: for programs, by token only. Cookies are not looked at, so that no page can use somebody's session here. Errors are
 * problem details (RFC 9457).
 */
export async function handleRest(request: Request): Promise<Response> {
  try {
    const path = new URL(request.url).pathname.slice(ROOT.length)
    if (path === '/openapi.json' && request.method === 'GET')
      return json(openApiDocument(config().MIM_GMSA_PORTAL_URL), 200)
    const address = clientAddress(request.headers.get('x-forwarded-for'), config().MIM_GMSA_PORTAL_URL)
    await takeCall(`address ${address}`)
    const caller = await authenticate(request.headers)
    const { endpoint, params } = findEndpoint(request.method, path)
    if (!caller.scopes.includes(endpoint.scope)) {
      throw new AppError('FORBIDDEN', `This token lacks the scope ${endpoint.scope}.`)
    }
    const input = await readInput(request, endpoint, params)
    const { actor, id, name } = caller
    const context: UseCaseContext = { ...services(), actor, address, token: { id, name } }
    return answer(endpoint, await endpoint.run(context, input))
  } catch (error) {
    return problem(error)
  }
}

async function authenticate(headers: Headers): Promise<TokenCaller> {
  const [, token = ''] = /^Bearer ([\x21-\x7e]{1,200})$/.exec(headers.get('authorization') ?? '') ?? []
  const caller = readToken(services(), token)
  if (!caller) {
    throw new AppError(
      'UNAUTHENTICATED',
      'Send a token that is open as `Authorization: Bearer …`. An administrator makes one.',
    )
  }
  await takeCall(`token ${caller.id}`)
  return caller
}

function findEndpoint(method: string, path: string): { endpoint: Endpoint; params: Record<string, string> } {
  const matches = ENDPOINTS.flatMap((endpoint) => {
    const params = matchPath(endpoint.path, path)
    return params ? [{ endpoint, params }] : []
  })
  const [first] = matches
  if (!first) throw new AppError('NOT_FOUND', `There is no ${path} here. ${ROOT}/openapi.json lists what there is.`)
  const found = matches.find(({ endpoint }) => endpoint.method === method)
  if (found) return found
  const allowed = matches.map(({ endpoint }) => endpoint.method).join(', ')
  throw new AppError('BAD_INPUT', `${path} takes ${allowed}, not ${method}.`, { details: { status: 405, allowed } })
}

function matchPath(template: string, path: string): Record<string, string> | null {
  const wanted = template.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith('{')) params[part.slice(1, -1)] = value
    else if (part !== value) return null
  }
  return params
}

async function readInput(request: Request, endpoint: Endpoint, params: Record<string, string>): Promise<object> {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  // A number of a request that is none does not exist.
  const known = endpoint.params?.safeParse(params)
  if (known && !known.success) throw new AppError('NOT_FOUND', 'There is nothing here, or it is not for your role.')
  return {
    ...(endpoint.query ?? z.strictObject({})).parse(query),
    ...(endpoint.body ? endpoint.body.parse(await readJson(request)) : {}),
    ...known?.data,
  }
}

async function readJson(request: Request): Promise<unknown> {
  const [type] = request.headers.get('content-type')?.split(';') ?? []
  if (type?.trim().toLowerCase() !== 'application/json') {
    throw new AppError('BAD_INPUT', 'The portal takes JSON only: `Content-Type: application/json`.', {
      details: { status: 415 },
    })
  }
  const bytes = await readBody(request, MAX_BODY_BYTES)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'The body is not JSON in UTF-8.', { cause })
  }
}

function answer({ answer: shape, status }: Endpoint, result: unknown): Response {
  if (shape === 'zip') return zipResponse(result as BinaryAnswer)
  // Judged before it leaves: a field that the document does not name never gets out. That is our mistake, not the caller's.
  const judged = shape.safeParse(result)
  if (!judged.success) throw new Error('an answer differs from its own document', { cause: judged.error })
  return json(judged.data, status)
}

const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }
const json = (body: unknown, status: number): Response => Response.json(body, { status, headers: HEADERS })

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad input',
  401: 'No valid token',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Refused',
  429: 'Too many calls',
  503: 'Signer unreachable',
}

function problem(thrown: unknown): Response {
  const error = asAppError(thrown)
  const { details } = error
  const status = typeof details.status === 'number' ? details.status : ERROR_CODES[error.code].http
  const body = {
    type: 'about:blank',
    title: TITLES[status] ?? 'The portal failed',
    status,
    detail: error.userMessage,
    code: error.code,
    ...(Array.isArray(details.issues) ? { issues: details.issues.map(issueOf) } : {}),
  }
  return Response.json(body, {
    status,
    headers: {
      ...HEADERS,
      'Content-Type': 'application/problem+json',
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(status === 405 ? { Allow: String(details.allowed) } : {}),
      ...(status === 429 ? { 'Retry-After': String(details.seconds ?? 60) } : {}),
    },
  })
}

const issueSchema = z.union([
  z.object({ path: z.array(z.string()), message: z.string() }),
  z.object({ path: z.string(), rule: z.string(), remedy: z.string() }),
])

/** Refusals of forms name a field by its parts, those of an environment by a JSON Pointer with rule and remedy. */
function issueOf(given: unknown): { path: string; message: string } {
  const issue = issueSchema.parse(given)
  if ('message' in issue) return { path: `/${issue.path.join('/')}`, message: issue.message }
  return { path: issue.path, message: `${issue.rule} ${issue.remedy}` }
}

function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError && thrown.code !== 'INTERNAL') return thrown
  if (thrown instanceof z.ZodError && thrown.issues.length > 0) {
    const issues = thrown.issues.slice(0, 20).map(({ path, message }) => ({ path: path.map(String), message }))
    const [first] = issues
    return new AppError('BAD_INPUT', `${first?.path.join('.') || 'input'}: ${first?.message}`, { details: { issues } })
  }
  return new AppError(
    'INTERNAL',
    `Something in the portal failed. The log has it under number ${reportError(thrown, 'REST')}.`,
  )
}

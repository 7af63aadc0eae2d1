import { z } from 'zod'
import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'
import { requestId, targetName } from '#core/statement/schemas.ts'
import { clientAddress } from '#server/auth/client-address.ts'
import { cookieValue } from '#server/auth/cookie-header.ts'
import { sessionCookieName } from '#server/auth/cookies.ts'
import { readClaim } from '#server/auth/session-claim.ts'
import { config } from '#server/config.ts'
import type { UseCaseContext } from '#server/context.ts'
import { reportError } from '#server/log.ts'
import { downloadRecallList } from '#server/recall/download-recall-list.ts'
import { services } from '#server/services.ts'
import { readSession } from '#server/session/read-session.ts'
import { type Download, downloadAllBundles, downloadBundle } from './download-bundle.ts'

const wantedSchema = z.strictObject({
  id: requestId,
  target: z.optional(targetName),
  revision: z.optional(z.coerce.number().int().min(1)),
})

/** `/api/requests/ID/bundles` and `/api/requests/ID/bundles/TARGET`, with `?revision=N` for an older one: a ZIP, or a sentence. */
export async function handleDownload(request: Request, params: { id: string; target?: string }): Promise<Response> {
  try {
    const context = await callContext(request.headers)
    if (!context) return toSignIn()
    const { revision } = Object.fromEntries(new URL(request.url).searchParams)
    const wanted = wantedSchema.safeParse(revision === undefined ? params : { ...params, revision })
    if (!wanted.success) throw new AppError('NOT_FOUND', 'There is no such bundle.')
    return zipResponse(await download(context, wanted.data))
  } catch (error) {
    return refusal(error)
  }
}

/** `/api/recall-list`: the signer's recall list as `recall-list.p7m`, or a sentence. */
export async function handleRecallList(request: Request): Promise<Response> {
  try {
    const context = await callContext(request.headers)
    if (!context) return toSignIn()
    return fileResponse(await downloadRecallList(context), 'application/pkcs7-mime')
  } catch (error) {
    return refusal(error)
  }
}

const toSignIn = () =>
  new Response(null, { status: 303, headers: { Location: '/sign-in', 'Cache-Control': 'no-store' } })

const download = (context: UseCaseContext, { target, ...wanted }: z.infer<typeof wantedSchema>): Promise<Download> =>
  target === undefined ? downloadAllBundles(context, wanted) : downloadBundle(context, wanted, target)

async function callContext(headers: Headers): Promise<UseCaseContext | null> {
  const portalUrl = config().MIM_GMSA_PORTAL_URL
  const claim = await readClaim(cookieValue(headers.get('cookie'), sessionCookieName(portalUrl)))
  const actor = claim && readSession(services(), claim)
  if (!actor) return null
  return { ...services(), actor, address: clientAddress(headers.get('x-forwarded-for'), portalUrl) }
}

export const zipResponse = (made: Download): Response => fileResponse(made, 'application/zip')

function fileResponse({ fileName, bytes }: Download, type: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': type,
      'Content-Length': String(bytes.length),
      // Request ids, revisions and targets are letters, digits, dots and dashes.
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

function refusal(error: unknown): Response {
  const known = error instanceof AppError ? error : null
  const foreseen = known !== null && known.code !== 'INTERNAL'
  const number = foreseen ? '' : ` The log has the reason under number ${reportError(error, 'download')}.`
  return new Response(`${known?.userMessage ?? 'The bundle can not be handed out.'}${number}`, {
    status: ERROR_CODES[known?.code ?? 'INTERNAL'].http,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

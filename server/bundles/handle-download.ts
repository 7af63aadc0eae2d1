import { z } from 'zod'
import { AppError } from '#core/errors/app-error.ts'
import { requestId, targetName } from '#core/statement/schemas.ts'
import { type Download, fileResponse, handOut } from '#server/http/hand-out.ts'
import { downloadRecallList } from '#server/recall/download-recall-list.ts'
import { downloadAllBundles, downloadBundle } from './download-bundle.ts'

const wantedSchema = z.strictObject({
  id: requestId,
  target: z.optional(targetName),
  revision: z.optional(z.coerce.number().int().min(1)),
})

const ZIP = 'application/zip'

/** `/api/requests/ID/bundles` and `/api/requests/ID/bundles/TARGET`, with `?revision=N` for an older one: a ZIP, or a sentence. */
export function handleDownload(request: Request, params: { id: string; target?: string }): Promise<Response> {
  return handOut(request, ZIP, (context) => {
    const { revision } = Object.fromEntries(new URL(request.url).searchParams)
    const wanted = wantedSchema.safeParse(revision === undefined ? params : { ...params, revision })
    if (!wanted.success) throw new AppError('NOT_FOUND', 'There is no such bundle.')
    const { target, ...which } = wanted.data
    return target === undefined ? downloadAllBundles(context, which) : downloadBundle(context, which, target)
  })
}

/** `/api/recall-list`: the signer's recall list as `recall-list.p7m`, or a sentence. */
export const handleRecallList = (request: Request): Promise<Response> =>
  handOut(request, 'application/pkcs7-mime', downloadRecallList)

export const zipResponse = (made: Download): Response => fileResponse(made, ZIP)

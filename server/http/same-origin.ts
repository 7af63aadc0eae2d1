import { AppError } from '#core/errors/app-error.ts'

/** Throws unless a page of the portal itself sent this. Every browser names the origin of a POST, and no page can forge it. */
export function assertSameOrigin(headers: Headers, portalUrl: string): void {
  const origin = headers.get('origin')
  if (origin === portalUrl) return
  throw new AppError('FORBIDDEN', `This must be sent by a page of ${portalUrl}. Open the portal under that address.`, {
    message: `origin ${origin} refused`,
  })
}

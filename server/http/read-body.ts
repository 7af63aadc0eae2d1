import { AppError } from '#core/errors/app-error.ts'

/** The body of a request, refused as soon as it is longer than `maxBytes`, whatever the length header claimed. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of request.body ?? []) {
    total += chunk.length
    if (total > maxBytes) {
      throw new AppError('TOO_LARGE', `The portal takes at most ${Math.floor(maxBytes / 1_000_000)} MB at once.`)
    }
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

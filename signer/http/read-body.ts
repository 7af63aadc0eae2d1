import type { IncomingMessage } from 'node:http'
import { AppError } from '#core/errors/app-error.ts'

/** The body of a request. TOO_LARGE above `maxBytes`, whatever the headers claim. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > maxBytes) throw new AppError('TOO_LARGE', `The request is larger than ${maxBytes} bytes.`)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

/** Is the body of this media type, whatever its parameters? */
export function hasType(request: IncomingMessage, type: string): boolean {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() === type
}

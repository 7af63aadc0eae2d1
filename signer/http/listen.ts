import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

export interface Listener {
  readonly port: number
  stop(): Promise<void>
}

/** Listens on the loopback address only; port 0 takes a free one. Slow requests are cut off. */
export async function listen(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Listener> {
  const server = createServer(
    { requestTimeout: 60_000, headersTimeout: 15_000, maxHeaderSize: 16_384 },
    (request, response) => {
      // A handler answers its own errors; what comes here is a connection that broke.
      handle(request, response).catch(() => response.destroy())
    },
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { port: boundPort(server), stop: () => stop(server) }
}

function boundPort(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    // Requests in flight get a moment; a keep-alive connection does not hold the process.
    setTimeout(() => server.closeAllConnections(), 2000).unref()
  })
}

import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface ReceivedMail {
  readonly messageId: string
  readonly to: string
  /** The whole message as it came over the wire. */
  readonly source: string
  /** The connection was encrypted. */
  readonly secure: boolean
  /** Who signed in; undefined for nobody. */
  readonly user: string | undefined
}

export interface MailServer {
  readonly port: number
  readonly received: ReceivedMail[]
  /** What `AUTH` brought, accepted or not. */
  readonly credentials: string[]
  close(): void
}

const header = (source: string, name: string): string => new RegExp(`^${name}: (.*)\\r$`, 'im').exec(source)?.[1] ?? ''

/** A real mail server on the loopback address. `answer` may keep a message's acknowledgement back. */
export async function startMailServer(
  options: SMTPServerOptions = {},
  answer: (mail: ReceivedMail, acknowledge: () => void) => void = (_mail, acknowledge) => acknowledge(),
): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const credentials: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    onAuth({ username, password }, _session, done) {
      credentials.push(`${username}:${password}`)
      done(null, { user: username })
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const source = Buffer.concat(chunks).toString('utf8')
        const mail = {
          messageId: header(source, 'Message-ID'),
          to: header(source, 'To'),
          source,
          secure: session.secure,
          user: session.user as string | undefined,
        }
        received.push(mail)
        answer(mail, () => done())
      })
    },
    ...options,
  })
  // A client that hangs up in the middle is no failure of the server.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    credentials,
    close: () => server.close(() => undefined),
  }
}

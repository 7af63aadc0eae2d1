import { readFileSync } from 'node:fs'
import { createTransport } from 'nodemailer'
import type { Mail } from './message.ts'

const TIMEOUT_MS = 15_000

export interface SmtpSettings {
  /** `smtp://host:port` or `smtps://host:port`. */
  readonly url: string
  readonly from: string
  /** File with `USER:PASSWORD`; null for a server that asks for none. */
  readonly credentialsFile: string | null
}

/** Sends through a mail server; STARTTLS is used when it is offered. Rejects when the server does not take the message. */
export function smtpSender({ url, from, credentialsFile }: SmtpSettings): (mail: Mail) => Promise<void> {
  const { hostname, port, protocol } = new URL(url)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    host: hostname,
    port: Number(port || (secure ? 465 : 25)),
    secure,
    ...(credentialsFile === null ? {} : { auth: readCredentials(credentialsFile), requireTLS: !secure }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async ({ to, ...mail }) => {
    await transport.sendMail({
      from,
      to: { name: '', address: to },
      headers: { 'auto-submitted': 'auto-generated' },
      ...mail,
    })
  }
}

function readCredentials(file: string): { user: string; pass: string } {
  const text = readFileSync(file, 'utf8').trim()
  const colon = text.indexOf(':')
  if (colon < 1) throw new Error(`${file} must hold USER:PASSWORD.`)
  return { user: text.slice(0, colon), pass: text.slice(colon + 1) }
}

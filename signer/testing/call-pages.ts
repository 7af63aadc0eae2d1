import { request } from 'node:http'

export interface PageAnswer {
  readonly status: number
  readonly text: string
  /** `name=value` of a cookie that was set, or empty. */
  readonly cookie: string
  readonly location: string
}

export interface PageCall {
  readonly path: string
  readonly cookie?: string
  readonly form?: Readonly<Record<string, string>>
  /** The signer's own, unless told otherwise. */
  readonly origin?: string
}

/** For tests: a request as a program sends it, with the signer's own host, and whatever cookie and origin it likes. */
export function callPages(pagesOrigin: string, port: number, call: PageCall): Promise<PageAnswer> {
  const { path, cookie = '', form, origin = pagesOrigin } = call
  const headers = {
    Host: new URL(pagesOrigin).host,
    Origin: origin,
    Cookie: cookie,
    'Content-Type': 'application/x-www-form-urlencoded',
  }
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, method: form ? 'POST' : 'GET' }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text,
          cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
          location: response.headers.location ?? '',
        }),
      )
    })
    sent.on('error', reject)
    sent.end(form ? new URLSearchParams(form).toString() : undefined)
  })
}

/** The one-time name of the page's form, and what its script asks the authenticator for. */
export function ceremonyOf({ text }: PageAnswer): { readonly form: string; readonly challenge: Buffer } {
  const form = /name="form" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const challenge = /challenge&quot;:&quot;([\w-]+)/.exec(text)?.[1] ?? ''
  return { form, challenge: Buffer.from(challenge, 'base64url') }
}

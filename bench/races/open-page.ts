import { request } from 'node:http'
import type { SignedTicket } from '#core/protocol/protocol.ts'
import type { DecisionKind } from '#core/statement/schemas.ts'

export interface Answer {
  readonly status: number
  readonly cookie: string
  readonly body: string
}

export interface SignerPages {
  readonly port: number
  readonly pagesOrigin: string
  readonly portalUrl: string
}

// fetch sets Host by itself; the pages listen under the name of their origin.
function call(pages: SignerPages, path: string, headers: Record<string, string>, body?: URLSearchParams) {
  return new Promise<Answer>((resolve, reject) => {
    const form = body ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}
    const sent = request(
      {
        host: '127.0.0.1',
        port: pages.port,
        path,
        method: body ? 'POST' : 'GET',
        headers: { Host: new URL(pages.pagesOrigin).host, ...form, ...headers },
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        const cookie = String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? ''
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, cookie, body: text }))
      },
    )
    sent.on('error', reject)
    sent.end(body?.toString())
  })
}

/** Presses a button of the page. Null when it is recorded, else the status of the refusal. */
export type Press = (decision: DecisionKind) => Promise<number | null>

/** A person comes in by the ticket and looks at the signer's page; who is not let in finds the same refusal at every button. */
export async function openPage(pages: SignerPages, ticket: SignedTicket): Promise<Press> {
  const { pagesOrigin, portalUrl } = pages
  const path = `/decide/${ticket.ticket.planDigest}`
  const token = new URLSearchParams({ token: JSON.stringify(ticket) })
  const entered = await call(pages, '/enter', { Origin: portalUrl }, token)
  if (entered.status !== 303) return async () => entered.status
  const page = await call(pages, path, { Cookie: entered.cookie })
  if (page.status !== 200) return async () => page.status
  const form = /name="form" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  return async (decision) => {
    const fields = new URLSearchParams({ form, decision, comment: 'At the same time.' })
    const pressed = await call(pages, path, { Origin: pagesOrigin, Cookie: entered.cookie }, fields)
    return pressed.status === 303 ? null : pressed.status
  }
}

import type { SignedTicket } from '#core/protocol/protocol.ts'
import type { DecisionKind } from '#core/statement/schemas.ts'
import { callPages, ceremonyOf, type PageCall } from '#signer/testing/call-pages.ts'

export interface SignerPages {
  readonly port: number
  readonly pagesOrigin: string
  readonly portalUrl: string
}

/** Presses a button of the page. Null when it is recorded, else the status of the refusal. */
export type Press = (decision: DecisionKind) => Promise<number | null>

/** A person comes in by the ticket and looks at the signer's page; who is not let in finds the same refusal at every button. */
export async function openPage({ port, pagesOrigin, portalUrl }: SignerPages, ticket: SignedTicket): Promise<Press> {
  const call = (made: PageCall) => callPages(pagesOrigin, port, made)
  const path = `/decide/${ticket.ticket.planDigest}`
  const entered = await call({ path: '/enter', origin: portalUrl, form: { token: JSON.stringify(ticket) } })
  if (entered.status !== 303) return async () => entered.status
  const { cookie } = entered
  const page = await call({ path, cookie })
  if (page.status !== 200) return async () => page.status
  const { form } = ceremonyOf(page)
  return async (decision) => {
    const pressed = await call({ path, cookie, form: { form, decision, comment: 'At the same time.' } })
    return pressed.status === 303 ? null : pressed.status
  }
}

import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { secretPlaces, wantsSecret } from '#core/environment/secret-places.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { SecretOrder } from '#core/protocol/protocol.ts'
import { appendAudit } from '#server/audit/append-audit.ts'
import type { UseCaseContext } from '#server/context.ts'
import { readDraftRow } from '#server/requests/content.ts'
import { findRequestFor } from '#server/requests/find-request.ts'
import { makeTicket } from '#server/requests/issue-ticket.ts'
import { isUnderWay, readPreparationRow } from '#server/requests/preparation/preparation-row.ts'
import { storedEnvironment } from '#server/requests/stored.ts'
import type { SignerPage } from '#server/requests/views.ts'
import { readGenesis } from '#server/signer-link/read-journal.ts'
import { fits, readSecretRows } from './secret-rows.ts'

/**
 * Leads to the signer's own page on which the password of the mailbox is entered, for every server of the MIM Service of the draft as it
 * is stored now: in a demo with the portal's word for the person, in production by a link, because people prove themselves there with a
 * passkey. CONFLICT when the draft is on its way, or does not say that the password comes encrypted.
 */
export async function issueSecretTicket(context: UseCaseContext, { id }: { id: string }): Promise<SignerPage> {
  const { actor, db, signer } = context
  const row = findRequestFor(db, actor, id, 'requests.secretTicket')
  const draft = readDraftRow(db, row)
  const preparation = readPreparationRow(db, id)
  if (row.state !== 'draft' || !draft || (preparation && isUnderWay(preparation))) {
    throw new AppError('CONFLICT', `${id} is on its way or submitted: its password can not be replaced any more.`)
  }
  const environment = storedEnvironment(draft.environment)
  if (!wantsSecret(environment)) {
    throw new AppError('CONFLICT', 'The draft says that the password is typed on the server. Choose "encrypted" first.')
  }
  const places = secretPlaces(environment)
  if (places.length === 0 || places.some(({ host, account }) => host === '' || account.includes('\\$'))) {
    throw new AppError('CONFLICT', 'Describe the servers and the managed account of the MIM Service first.')
  }
  const genesis = readGenesis(db)
  if (genesis === null) throw new AppError('SIGNER_UNREACHABLE', 'The portal has not heard of the signer yet.')
  const entered = readSecretRows(db, draft)
  const order: SecretOrder = {
    type: 'mim-gmsa/secret-order/1',
    genesis,
    requestId: id,
    title: row.title,
    places: places.map((place) => ({
      ...place,
      certificate: entered.find((one) => fits(one, place))?.certificate ?? null,
    })),
  }
  const { orderSha256 } = await signer.api.layOrder(order)
  const page: SignerPage =
    signer.mode === 'demo'
      ? { action: `${signer.pagesUrl}/secret`, token: secretTicket(context, genesis, orderSha256) }
      : { action: `${signer.pagesUrl}/secret/${orderSha256}`, token: null }
  db.transaction(
    (tx) =>
      appendAudit(tx, context, {
        kind: 'secret.ticket-issued',
        object: { type: 'request', id },
        details: { revision: draft.revision, orderSha256, targets: places.map(({ target }) => target) },
      }),
    { behavior: 'immediate' },
  )
  return page
}

const secretTicket = (context: UseCaseContext, genesis: string, orderSha256: string): string =>
  canonicalJson(makeTicket(context, { genesis, planDigest: orderSha256, action: 'secret' }))

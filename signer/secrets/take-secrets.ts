import { AppError } from '#core/errors/app-error.ts'
import type { SecretOrder } from '#core/protocol/protocol.ts'
import type { Authority } from '../authority.ts'
import { knownPerson } from '../decisions/check-standing.ts'
import { checkSealed, type Sealed } from './check-sealed.ts'
import { keepSecret } from './stored-secrets.ts'

export interface SecretInput {
  readonly order: SecretOrder
  /** Who the signer knows to have entered it: by a ticket in the demo, by a passkey in production. */
  readonly person: string
  /** What proves that person: the ticket, or the assertion. */
  readonly evidence: string
  readonly sealed: readonly Sealed[]
}

/**
 * Keeps ciphertexts that a person entered and journals each. All or none: the first that is refused keeps the others out. Ciphertexts
 * are on the disk before the journal names them.
 */
export async function takeSecrets(authority: Authority, input: SecretInput): Promise<void> {
  const { ledger } = authority
  const { order, person, evidence, sealed } = input
  knownPerson(ledger.state, person)
  if (order.genesis !== authority.genesis.digest) throw new AppError('FORBIDDEN', 'The order is for another signer.')
  if (sealed.length === 0) throw new AppError('BAD_INPUT', 'Nothing was entered.')
  const places = new Map(order.places.map(({ certificate: _last, ...place }) => [place.target, place]))
  if (new Set(sealed.map(({ target }) => target)).size !== sealed.length) {
    throw new AppError('BAD_INPUT', 'A server was given two secrets. Enter one for each.')
  }
  const now = ledger.clock()
  const checked = []
  for (const one of sealed) {
    const place = places.get(one.target)
    if (!place) throw new AppError('BAD_INPUT', `${one.target} is not a server of this request.`)
    checked.push(await checkSealed(one, place, now))
  }
  const { requestId } = order
  for (const { place, origin, stored, recipientCertificateSha256 } of checked) {
    const cmsSha256 = keepSecret(authority, stored)
    ledger.append({
      kind: 'secret',
      requestId,
      ...place,
      person,
      origin,
      cmsSha256,
      recipientCertificateSha256,
      evidence,
    })
  }
}

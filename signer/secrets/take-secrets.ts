import { AppError } from '#core/errors/app-error.ts'
import type { SecretEntry, SecretOrder } from '#core/protocol/protocol.ts'
import type { Authority } from '../authority.ts'
import { knownPerson } from '../decisions/check-standing.ts'
import { type CheckedSecret, checkSealed, type Sealed } from './check-sealed.ts'
import { keepSecret } from './stored-secrets.ts'

export interface SecretInput {
  readonly order: SecretOrder
  /** Who the signer knows to have entered it: by a ticket in the demo, by a passkey in production. */
  readonly person: string
  readonly sealed: readonly Sealed[]
}

/** Judges ciphertexts that a person hands over: all are good, or the first that is not is named. Keeps nothing. */
export async function checkSecrets(
  { genesis, ledger }: Authority,
  { order, person, sealed }: SecretInput,
): Promise<CheckedSecret[]> {
  knownPerson(ledger.state, person)
  if (order.genesis !== genesis.digest) throw new AppError('FORBIDDEN', 'The order is for another signer.')
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
  return checked
}

/** What a person's passkey agrees to, for what was judged. */
export const enteredSecrets = (checked: readonly CheckedSecret[]): SecretEntry['secrets'] =>
  checked.map(({ place, origin, cmsSha256, recipientCertificateSha256 }) => ({
    ...place,
    origin,
    cmsSha256,
    recipientCertificateSha256,
  }))

interface Proven {
  readonly requestId: string
  readonly person: string
  /** What proves that person: the ticket, or entry and assertion. */
  readonly evidence: string
  readonly checked: readonly CheckedSecret[]
}

/** Keeps what was judged and journals each. A ciphertext is on the disk before the journal names it. */
export function keepSecrets(authority: Authority, { requestId, person, evidence, checked }: Proven): void {
  for (const { place, origin, stored, cmsSha256, recipientCertificateSha256 } of checked) {
    keepSecret(authority, stored)
    const what = { ...place, person, origin, cmsSha256, recipientCertificateSha256, evidence }
    authority.ledger.append({ kind: 'secret', requestId, ...what })
  }
}

/** Both at once, for a person who is proven already. */
export async function takeSecrets(
  authority: Authority,
  { evidence, ...input }: SecretInput & Pick<Proven, 'evidence'>,
): Promise<void> {
  const checked = await checkSecrets(authority, input)
  keepSecrets(authority, { requestId: input.order.requestId, person: input.person, evidence, checked })
}

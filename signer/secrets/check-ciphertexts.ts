import { secretPlaces } from '#core/environment/secret-places.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { Submission } from '#core/protocol/protocol.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { type SignerState, secretsOf } from '../state/state.ts'

/**
 * Refuses a plan that carries a ciphertext which nobody entered here for this request, server, host and account. So a web process
 * can not move one across requests or hosts, or bring one of its own. Who entered it is an author, who does not decide.
 */
export function checkCiphertexts(state: SignerState, { input, authors }: Submission): void {
  const places = new Map(secretPlaces(input.environment).map((place) => [place.target, place]))
  for (const [target, { cms, recipientCertificateSha256 }] of Object.entries(input.ciphertexts)) {
    const place = places.get(target)
    const cmsSha256 = sha256Hex(Buffer.from(cms, 'utf8'))
    const entered = secretsOf(state, input.requestId).findLast((secret) => secret.cmsSha256 === cmsSha256)
    const fits =
      entered?.target === target &&
      entered.host === place?.host &&
      entered.account === place.account &&
      entered.recipientCertificateSha256 === recipientCertificateSha256 &&
      !entered.erased
    if (fits && authors.includes(entered.person)) continue
    if (fits) {
      throw new AppError(
        'UNPROCESSABLE',
        `The submission does not name everybody who entered a password for ${target}.`,
      )
    }
    throw new AppError(
      'UNPROCESSABLE',
      `The encrypted password of ${target} was not entered at the signer for this request, host and account. Enter it again.`,
    )
  }
}

import { AppError } from '#core/errors/app-error.ts'
import type { SignerApi } from '#core/protocol/signer-api.ts'

const silence = () => Promise.reject(new AppError('SIGNER_UNREACHABLE', 'The signer does not answer.'))

/** A signer that is down. */
export const silentSigner: SignerApi = {
  status: silence,
  submit: silence,
  journal: silence,
  sign: silence,
  bundle: silence,
  recallList: silence,
  close: silence,
  leave: silence,
  layOrder: silence,
  secret: silence,
  eraseSecrets: silence,
}

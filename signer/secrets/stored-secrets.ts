import { AppError } from '#core/errors/app-error.ts'
import type { StoredSecret } from '#core/protocol/protocol.ts'
import type { Authority } from '../authority.ts'
import { secretsOf } from '../state/state.ts'

/** What somebody entered, for the portal to keep. NOT_FOUND when nobody did, GONE once it was erased. */
export function readSecret({ blobs, ledger, secrets }: Authority, cmsSha256: string): StoredSecret {
  const record = ledger.state.secrets.findLast((secret) => secret.cmsSha256 === cmsSha256)
  if (!record) throw new AppError('NOT_FOUND', 'Nobody entered this secret here.')
  if (record.erased) throw new AppError('GONE', 'This secret was erased.')
  return {
    cms: Buffer.from(secrets.get(cmsSha256)).toString('utf8'),
    certificate: Buffer.from(blobs.get(record.recipientCertificateSha256)).toString('base64'),
  }
}

/** Puts a ciphertext and its certificate on the disk, each under its SHA-256. */
export function keepSecret({ blobs, secrets }: Authority, { cms, certificate }: StoredSecret): void {
  blobs.put(Buffer.from(certificate, 'base64'))
  secrets.put(Buffer.from(cms, 'utf8'))
}

/** Forgets every ciphertext of a request for good. Journalled before anything is removed, so that a crash does not stop it. */
export function eraseSecrets(authority: Authority, requestId: string, reason: string): void {
  const { ledger } = authority
  const left = secretsOf(ledger.state, requestId).some(({ erased }) => !erased)
  if (left) ledger.append({ kind: 'secrets-erased', requestId, reason: reason.slice(0, 500) })
  authority.eraseSecrets(requestId)
}

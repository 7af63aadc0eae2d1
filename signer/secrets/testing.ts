import type { SecretOrder } from '#core/protocol/protocol.ts'
import { toBase64 } from '#crypto/cms-envelope/armour.ts'
import { readRecipient } from '#crypto/cms-envelope/recipient.ts'
import { sealSecret } from '#crypto/cms-envelope/seal-secret.ts'
import type { SecretContext } from '#crypto/cms-envelope/secret-text.ts'
import { type EncryptionCertificateOptions, makeEncryptionCertificate } from '#crypto/testing/encryption-certificate.ts'
import type { Sealed } from './check-sealed.ts'

export const HOST = 'mimportal.contoso.com'
export const ACCOUNT = 'CONTOSO\\MIMSrvGMSAsvc$'
export const SECRET = 'n\u00e4w S3cret-canary \u{1f511}'

/** For tests: what the portal asks the signer to let a person enter, for Contoso. */
export const buildOrder = (genesis: string, changes: Partial<SecretOrder> = {}): SecretOrder => ({
  type: 'mim-gmsa/secret-order/1',
  genesis,
  requestId: 'MG-0001',
  title: 'New password',
  places: [{ target: 'MIMPORTAL', host: HOST, account: ACCOUNT, certificate: null }],
  ...changes,
})

/** For tests: a server's certificate, and what the page would hand over for it. */
export async function sealFor(context: Partial<SecretContext> = {}, options: EncryptionCertificateOptions = {}) {
  const { certificate, privateKey } = makeEncryptionCertificate({ host: HOST, ...options })
  const recipient = await readRecipient(certificate)
  const cms = await sealSecret(SECRET, { request: 'MG-0001', host: HOST, account: ACCOUNT, ...context }, recipient)
  const sealed: Sealed = {
    target: 'MIMPORTAL',
    certificate: toBase64(certificate),
    fingerprint: recipient.sha256.slice(0, 16),
    cms,
    origin: 'typed',
  }
  return { certificate, privateKey, recipient, sealed }
}

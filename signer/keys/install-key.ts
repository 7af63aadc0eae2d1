import { generateKeyPair, type KeyObject, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { AppError } from '#core/errors/app-error.ts'
import { FormatError } from '#crypto/format-error.ts'
import { buildChain } from '#crypto/x509/certificate-chain.ts'
import { requestPem, signingRequest } from '#crypto/x509/signing-request.ts'
import type { Authority } from '../authority.ts'
import {
  loadSigningKey,
  noPassphrase,
  publicKeySha256,
  readKey,
  type SigningKey,
  storeChain,
  storeKey,
} from './signing-key.ts'

export interface Installed {
  readonly key: SigningKey
  /** The certificate that signed until now. */
  readonly retired: string | null
}

const RSA_BITS = 3072

/**
 * Installs a key with its certificates: everything is checked first, then written, and journalled when the signer is founded already.
 * Bundles that the key before signed stay verifiable with its certificate; it signs nothing more.
 * FORBIDDEN in demo mode, UNPROCESSABLE with the reason for a certificate that does not serve, CONFLICT when it is installed already.
 */
export function installKey(authority: Authority, key: KeyObject, certificates: readonly Uint8Array[]): Installed {
  const { passphrase, options, ledger } = checkProduction(authority)
  const chain = checkedChain(key, certificates, ledger.clock())
  if (authority.key?.certificateSha256 === chain.certificate.sha256) {
    throw new AppError('CONFLICT', 'This certificate is installed already. Nothing was changed.')
  }
  storeKey(options.dir, key, passphrase, authority.random)
  const isFirst = ledger.state.genesis === null
  const certificateSha256 = storeChain(options.dir, [chain.certificate.der, ...chain.issuers], isFirst)
  const loaded = loadSigningKey(options.dir, certificateSha256, { passphrase, onlySealed: true })
  if (!loaded) throw new AppError('INTERNAL', 'The signing key could not be written.')
  const retired = ledger.state.keys.at(-1) ?? null
  if (!isFirst) {
    ledger.append({ kind: 'key', certificateSha256, notAfter: loaded.notAfter.toISOString(), retires: retired })
  }
  authority.key = loaded
  return { key: loaded, retired }
}

function checkedChain(key: KeyObject, certificates: readonly Uint8Array[], now: Date) {
  try {
    const chain = buildChain(key, certificates, now)
    if (/\bDEMO\b/.test(chain.certificate.subject)) {
      throw new FormatError('CERTIFICATE', 'The certificate says DEMO. A DEMO key serves a demo only.')
    }
    return chain
  } catch (error) {
    if (error instanceof FormatError) throw new AppError('UNPROCESSABLE', error.message, { cause: error })
    throw error
  }
}

function checkProduction({ options, ledger }: Authority) {
  if (options.mode === 'demo') {
    throw new AppError(
      'FORBIDDEN',
      'A demo signs with its own DEMO key only. Real keys belong to a signer in production mode.',
    )
  }
  if (options.keyPassphrase === undefined) throw noPassphrase()
  return { passphrase: options.keyPassphrase, options, ledger }
}

/** A new RSA-3072 key that never leaves this folder, and the request for its certificate as PEM (PKCS #10). */
export async function requestCertificate(
  authority: Authority,
  name: { readonly commonName: string; readonly organization: string },
): Promise<{ publicKeySha256: string; pem: string }> {
  const { passphrase, options } = checkProduction(authority)
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BITS, publicExponent: 0x10001 })
  const stored = storeKey(options.dir, pair.privateKey, passphrase, authority.random)
  return { publicKeySha256: stored, pem: requestPem(signingRequest({ ...name, ...pair })) }
}

/** Installs the CA's answer to `requestCertificate`. NOT_FOUND when no certificate of it belongs to a key of this signer. */
export function installAnswer(authority: Authority, certificates: readonly Uint8Array[]): Installed {
  const { passphrase, options } = checkProduction(authority)
  for (const bytes of certificates) {
    const key = heldKey(options.dir, bytes, passphrase)
    if (key) return installKey(authority, key, certificates)
  }
  throw new AppError(
    'NOT_FOUND',
    'The answer belongs to another key: this signer made no request for any of its certificates. Import the answer of the CA to the request that `mim-gmsa signer key request` printed.',
  )
}

function heldKey(dir: string, certificate: Uint8Array, passphrase: string): KeyObject | null {
  try {
    return readKey(dir, publicKeySha256(new X509Certificate(certificate).publicKey), passphrase).key
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null
    throw error
  }
}

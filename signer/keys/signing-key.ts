import { createHash, createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#core/errors/app-error.ts'
import { FormatError } from '#crypto/format-error.ts'
import { openKey, sealKey } from '#crypto/key-file/key-file.ts'
import type { CodeSigner } from '#crypto/x509/code-signer.ts'
import { makeDemoKey } from '#crypto/x509/demo-key.ts'
import { localCodeSigner } from '#crypto/x509/local-code-signer.ts'
import { certificatePem, readCodeCertificate } from '#crypto/x509/read-certificate.ts'
import { readCertificates } from '#crypto/x509/read-certificates.ts'
import { writeFileDurably } from '../journal/durable-file.ts'

export interface SigningKey {
  readonly signer: CodeSigner
  readonly certificateSha256: string
  readonly subject: string
  readonly notBefore: Date
  readonly notAfter: Date
  /** Subjects of the chain, up to the root. */
  readonly issuers: readonly string[]
  /** The key's file needs a passphrase. */
  readonly encrypted: boolean
}

/**
 * Files of `keys/`: a key under the SHA-256 of its public key (sealed, or plain for a demo), certificates under the SHA-256 of the
 * first one, and `first` with the certificate that a signer without a journal is to be founded with.
 */
const paths = (dir: string) => {
  const folder = join(dir, 'keys')
  return {
    folder,
    first: join(folder, 'first'),
    sealed: (publicKeySha256: string) => join(folder, `${publicKeySha256}.key.json`),
    plain: (publicKeySha256: string) => join(folder, `${publicKeySha256}.key.pem`),
    chain: (certificateSha256: string) => join(folder, `${certificateSha256}.chain.pem`),
  }
}

/** SHA-256 of the SubjectPublicKeyInfo: the name under which a key lies. */
export function publicKeySha256(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

/**
 * The key of the certificate that the journal names last; without a journal the one of `first`; null when there is none. Refuses a key
 * that does not fit its certificate, a passphrase that is missing or wrong, and, with `onlySealed`, a key that lies there unencrypted.
 */
export function loadSigningKey(
  dir: string,
  named: string | null,
  options: { readonly passphrase?: string; readonly onlySealed?: boolean } = {},
): SigningKey | null {
  const files = paths(dir)
  const certificateSha256 = named ?? (existsSync(files.first) ? readFileSync(files.first, 'utf8').trim() : null)
  if (certificateSha256 === null || !existsSync(files.chain(certificateSha256))) return null
  try {
    const certificates = readCertificates(readFileSync(files.chain(certificateSha256)))
    const [leaf = new Uint8Array(), ...issuers] = certificates
    const read = readCodeCertificate(leaf)
    if (read.sha256 !== certificateSha256) throw new FormatError('CERTIFICATE', 'The certificate is another one.')
    const { key, encrypted } = readKey(dir, publicKeySha256(read.publicKey), options.passphrase)
    if (!encrypted && options.onlySealed) throw notSealed()
    return {
      signer: localCodeSigner(key, read.der, issuers),
      certificateSha256,
      subject: read.subject,
      notBefore: read.notBefore,
      notAfter: read.notAfter,
      issuers: issuers.map((bytes) => new X509Certificate(bytes).subject.split('\n').join(', ')),
      encrypted,
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    const why = error instanceof FormatError ? ` ${error.message}` : ''
    throw new AppError('INTERNAL', `The signing key or its certificate can not be used.${why}`, { cause: error })
  }
}

const notSealed = () =>
  new AppError(
    'FORBIDDEN',
    'The signing key lies in the signer’s folder without encryption. Import it again with a passphrase (MIM_GMSA_SIGNER_KEY_PASSPHRASE_FILE).',
  )

/** The private key that belongs to this public key. FORBIDDEN without its passphrase, NOT_FOUND when this signer does not hold it. */
export function readKey(
  dir: string,
  ofPublicKey: string,
  passphrase: string | undefined,
): { key: KeyObject; encrypted: boolean } {
  const files = paths(dir)
  const sealed = files.sealed(ofPublicKey)
  if (existsSync(sealed)) {
    if (passphrase === undefined) throw noPassphrase()
    return { key: openKey(readFileSync(sealed, 'utf8'), ofPublicKey, passphrase), encrypted: true }
  }
  if (existsSync(files.plain(ofPublicKey))) {
    return { key: createPrivateKey(readFileSync(files.plain(ofPublicKey))), encrypted: false }
  }
  throw new AppError('NOT_FOUND', 'This signer does not hold the private key of that certificate.')
}

export const noPassphrase = () =>
  new AppError(
    'FORBIDDEN',
    'The passphrase of the signing key is missing. Set MIM_GMSA_SIGNER_KEY_PASSPHRASE_FILE, or pass the systemd credential `mim-gmsa-signer-key-passphrase`.',
  )

/** Writes a private key, readable by the signer's account only; sealed unless there is no passphrase. Yields its name. */
export function storeKey(
  dir: string,
  key: KeyObject,
  passphrase: string | undefined,
  random: (size: number) => Uint8Array,
): string {
  const files = paths(dir)
  mkdirSync(files.folder, { recursive: true, mode: 0o700 })
  const name = publicKeySha256(key)
  if (passphrase !== undefined) writeFileDurably(files.sealed(name), sealKey(key, name, passphrase, random))
  else writeFileDurably(files.plain(name), key.export({ type: 'pkcs8', format: 'pem' }).toString())
  return name
}

/** Writes the certificate and its issuers. `first`: a signer that has no journal yet is to be founded with it. */
export function storeChain(dir: string, certificates: readonly Uint8Array[], isFirst: boolean): string {
  const files = paths(dir)
  mkdirSync(files.folder, { recursive: true, mode: 0o700 })
  const certificateSha256 = createHash('sha256')
    .update(certificates[0] ?? new Uint8Array())
    .digest('hex')
  writeFileDurably(files.chain(certificateSha256), certificates.map(certificatePem).join(''))
  if (isFirst) writeFileDurably(files.first, `${certificateSha256}\n`)
  return certificateSha256
}

/** Makes a DEMO key with its self-signed certificate. */
export async function createDemoKey(
  dir: string,
  now: Date,
  random: (size: number) => Uint8Array,
  passphrase?: string,
): Promise<SigningKey> {
  const made = await makeDemoKey(now, random)
  storeKey(dir, made.privateKey, passphrase, random)
  const certificateSha256 = storeChain(dir, [made.certificate], true)
  const loaded = loadSigningKey(dir, certificateSha256, passphrase === undefined ? {} : { passphrase })
  if (!loaded) throw new AppError('INTERNAL', 'The signing key could not be written.')
  return loaded
}

import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#core/errors/app-error.ts'
import { sha256Hex } from '#crypto/digest.ts'
import type { CodeSigner } from '#crypto/x509/code-signer.ts'
import { makeDemoKey } from '#crypto/x509/demo-key.ts'
import { localCodeSigner } from '#crypto/x509/local-code-signer.ts'
import { readCodeCertificate } from '#crypto/x509/read-certificate.ts'
import { writeFileDurably } from '../journal/durable-file.ts'

export interface SigningKey {
  readonly signer: CodeSigner
  readonly certificateSha256: string
  readonly notAfter: Date
}

const paths = (dir: string) => ({
  folder: join(dir, 'keys'),
  key: join(dir, 'keys', 'signing-key.pem'),
  certificate: join(dir, 'keys', 'signing-certificate.der'),
})

/** The installed signing key, or null when there is none. Refuses a key that does not fit its certificate. */
export function loadSigningKey(dir: string): SigningKey | null {
  const { key, certificate } = paths(dir)
  if (!existsSync(key) || !existsSync(certificate)) return null
  try {
    const read = readCodeCertificate(new Uint8Array(new X509Certificate(readFileSync(certificate)).raw))
    const signer = localCodeSigner(createPrivateKey(readFileSync(key)), read.der)
    return { signer, certificateSha256: read.sha256, notAfter: read.notAfter }
  } catch (error) {
    throw new AppError('INTERNAL', 'The signing key or its certificate can not be used.', { cause: error })
  }
}

/** Makes a DEMO key with its self-signed certificate, readable by the signer's account only. */
export async function createDemoKey(dir: string, now: Date, random: (size: number) => Uint8Array): Promise<SigningKey> {
  const { folder, key, certificate } = paths(dir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const made = await makeDemoKey(now, random)
  writeFileDurably(key, made.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  writeFileDurably(certificate, made.certificate)
  const loaded = loadSigningKey(dir)
  if (loaded?.certificateSha256 !== sha256Hex(made.certificate)) {
    throw new AppError('INTERNAL', 'The signing key could not be written.')
  }
  return loaded
}

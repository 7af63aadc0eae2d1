import { createHash, createPublicKey, generateKeyPairSync, verify, X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { FormatError } from '../format-error.ts'
import { hasForeignTool, runForeignTool } from '../testing/foreign-tool.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { makeTestSigner, TEST_NOW } from '../testing/test-key.ts'
import { localCodeSigner, signDigest } from './local-code-signer.ts'
import { certificatePem, readCodeCertificate } from './read-certificate.ts'
import { selfSignedCertificate } from './self-signed.ts'

let made: Awaited<ReturnType<typeof makeTestSigner>>
beforeAll(async () => {
  made = await makeTestSigner()
})

test('the demo certificate names DEMO, signs code only and verifies against itself', () => {
  const certificate = new X509Certificate(made.key.certificate)
  expect(certificate.subject).toContain('DEMO')
  expect(certificate.ca).toBe(false)
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  const read = readCodeCertificate(made.key.certificate)
  expect(read.sha256).toBe(made.certificateSha256)
  expect(read.notBefore <= TEST_NOW && TEST_NOW < read.notAfter).toBe(true)
})

test.runIf(hasForeignTool('openssl'))('openssl reads the same certificate: code signing, RSA 3072, no CA', () => {
  const file = join(temporaryFolder(), 'demo.pem')
  writeFileSync(file, certificatePem(made.key.certificate))
  const text = runForeignTool('openssl', ['x509', '-in', file, '-noout', '-text', '-certopt', 'ext_parse'])
  expect(text).toContain('Public-Key: (3072 bit)')
  expect(text).toMatch(/X509v3 Extended Key Usage: critical\s+Code Signing\s/)
  expect(text).toMatch(/X509v3 Key Usage: critical\s+Digital Signature\s/)
  expect(text).toContain('CA:FALSE')
  expect(
    runForeignTool('openssl', ['verify', '-attime', String(TEST_NOW.getTime() / 1000), '-CAfile', file, file]),
  ).toContain('OK')
})

test('a signature over a digest is the ordinary RSA signature over the message', () => {
  const message = Buffer.from('a message')
  const signature = signDigest(made.key.privateKey, createHash('sha256').update(message).digest())
  expect(verify('sha256', message, createPublicKey(made.key.privateKey), signature)).toBe(true)
  expect(() => signDigest(made.key.privateKey, message)).toThrow(FormatError)
})

test('a key of another certificate is refused', () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 3072 })
  expect(() => localCodeSigner(other.privateKey, made.key.certificate)).toThrow(FormatError)
})

test('a short key and bytes that are no certificate are refused', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const short = selfSignedCertificate({
    commonName: 'short',
    organization: 'DEMO',
    serial: Uint8Array.of(1),
    notBefore: TEST_NOW,
    notAfter: new Date(TEST_NOW.getTime() + 1000),
    privateKey,
    publicKey,
  })
  expect(() => readCodeCertificate(short)).toThrow(/3072/)
  expect(() => readCodeCertificate(Uint8Array.of(0x30, 0x00))).toThrow(FormatError)
})

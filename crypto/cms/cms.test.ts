import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { OID, TAG } from '../der/tags.ts'
import { der, oid, sequence } from '../der/write.ts'
import { sha256 } from '../digest.ts'
import { FormatError } from '../format-error.ts'
import { hasForeignTool, runForeignTool } from '../testing/foreign-tool.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { makeTestSigner, TEST_NOW } from '../testing/test-key.ts'
import { certificatePem } from '../x509/read-certificate.ts'
import { signingCertificate, signingTime } from './attributes.ts'
import { parseSignedData } from './parse.ts'
import { signDetached, signedData } from './sign.ts'
import { verifyDetached } from './verify.ts'

const manifest = new TextEncoder().encode('{"type":"mim-gmsa/manifest/1"}')
let made: Awaited<ReturnType<typeof makeTestSigner>>
let signature: Uint8Array
beforeAll(async () => {
  made = await makeTestSigner()
  signature = await signDetached(manifest, made.signer, TEST_NOW)
})

test('a detached signature verifies and tells certificate and time', () => {
  const verified = verifyDetached(manifest, signature)
  expect(verified.certificate.sha256).toBe(made.certificateSha256)
  expect(verified.at).toEqual(TEST_NOW)
})

test('the same bytes, key and time give the same signature', async () => {
  expect(await signDetached(manifest, made.signer, TEST_NOW)).toEqual(signature)
})

test.runIf(hasForeignTool('openssl'))('openssl accepts it and refuses one changed byte', () => {
  const folder = temporaryFolder()
  const path = (name: string) => join(folder, name)
  writeFileSync(path('m'), manifest)
  writeFileSync(path('s'), signature)
  writeFileSync(path('ca'), certificatePem(made.key.certificate))
  const at = ['-attime', String(TEST_NOW.getTime() / 1000)]
  const judge = (content: string) =>
    runForeignTool('openssl', [
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      path('s'),
      '-content',
      path(content),
      '-CAfile',
      path('ca'),
      '-purpose',
      'any',
      '-out',
      path('o'),
      ...at,
    ])
  judge('m')
  writeFileSync(path('bad'), manifest.with(5, 0x58))
  expect(() => judge('bad')).toThrow()
})

test('another content is refused', () => {
  expect(() => verifyDetached(manifest.with(3, 0), signature)).toThrow(/other content/)
})

test('no changed byte of the signature verifies, and only FormatError is thrown', () => {
  for (let i = 0; i < signature.length; i++) {
    const changed = signature.with(i, (signature[i] ?? 0) ^ 0x01)
    let accepted: string | null = null
    try {
      accepted = verifyDetached(manifest, changed).certificate.sha256
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError)
    }
    // A certificate's own signature is not covered by ours; a change there makes another certificate, which no pin accepts.
    expect(accepted).not.toBe(made.certificateSha256)
  }
})

test('no prefix of the signature verifies', () => {
  for (let length = 0; length < signature.length; length += 7) {
    expect(() => verifyDetached(manifest, signature.subarray(0, length))).toThrow(FormatError)
  }
})

test('a signature without signing time, bound certificate or with attached content is refused', async () => {
  const digest = sha256(manifest)
  const make = (attributes: Uint8Array[], content = sequence(oid(OID.data))) =>
    signedData({ contentType: OID.data, content, messageDigest: digest, attributes }, made.signer)
  const bound = signingCertificate(made.signer.certificate)
  await expect(make([bound]).then((s) => verifyDetached(manifest, s))).rejects.toThrow(/signing time/)
  await expect(make([signingTime(TEST_NOW)]).then((s) => verifyDetached(manifest, s))).rejects.toThrow(/bound/)
  const attached = sequence(oid(OID.data), der(TAG.context0, der(TAG.octetString, manifest)))
  await expect(make([bound, signingTime(TEST_NOW)], attached).then((s) => verifyDetached(manifest, s))).rejects.toThrow(
    /detached/,
  )
  const other = await makeTestSigner()
  const foreign = [signingCertificate(other.signer.certificate), signingTime(TEST_NOW)]
  await expect(make(foreign).then((s) => verifyDetached(manifest, s))).rejects.toThrow(/bound/)
})

test('a signature made outside the certificate’s validity is refused', async () => {
  const late = await signDetached(manifest, made.signer, new Date('2035-01-01T00:00:00Z'))
  expect(() => verifyDetached(manifest, late)).toThrow(/not valid/)
})

test('a signed attribute that stands there twice is refused', async () => {
  const twice = [signingTime(TEST_NOW), signingTime(new Date(TEST_NOW.getTime() + 1000))]
  const bytes = await signedData(
    { contentType: OID.data, content: sequence(oid(OID.data)), messageDigest: sha256(manifest), attributes: twice },
    made.signer,
  )
  expect(() => parseSignedData(bytes)).toThrow(/twice/)
})

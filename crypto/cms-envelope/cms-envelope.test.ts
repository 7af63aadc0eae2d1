import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { discoverySchema } from '#core/discovery/schema.ts'
import portal from '../../public/samples/discovery/contoso-mimportal.json' with { type: 'json' }
import { OID } from '../der/tags.ts'
import { sha256Hex } from '../digest.ts'
import { FormatError } from '../format-error.ts'
import { envelopeKey, makeEncryptionCertificate } from '../testing/encryption-certificate.ts'
import { hasForeignTool, runForeignTool } from '../testing/foreign-tool.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { makeTestSigner } from '../testing/test-key.ts'
import { certificatePem, issuerAndSerial } from '../x509/read-certificate.ts'
import { fromArmour, toArmour } from './armour.ts'
import { openEnvelope, readEnvelope, sealEnvelope } from './envelope.ts'
import { type Recipient, readRecipient } from './recipient.ts'
import { openSecret, sealSecret } from './seal-secret.ts'
import { MAX_SECRET_BYTES, readSecretText, type SecretContext, writeSecretText } from './secret-text.ts'

const context: SecretContext = { request: 'MG-0001', host: 'mimsvc.contoso.com', account: 'CONTOSO\\gmsaSvc$' }
const SECRET = 'pä ss"w\u{1f511}rd\\'
let made: ReturnType<typeof makeEncryptionCertificate>
let recipient: Recipient
let key: CryptoKey
beforeAll(async () => {
  made = makeEncryptionCertificate()
  recipient = await readRecipient(made.certificate)
  key = await envelopeKey(made.privateKey)
})

test('a sealed secret opens again for its request, host and account', async () => {
  expect(await openSecret(await sealSecret(SECRET, context, recipient), context, key)).toBe(SECRET)
})

test('the same secret never gives the same envelope', async () => {
  expect(await sealSecret(SECRET, context, recipient)).not.toBe(await sealSecret(SECRET, context, recipient))
})

test('the length of the envelope does not tell the length of the secret', async () => {
  const lengths = await Promise.all(
    ['a', SECRET, 'x'.repeat(MAX_SECRET_BYTES)].map(async (s) => (await sealSecret(s, context, recipient)).length),
  )
  expect(new Set(lengths).size).toBe(1)
})

test.each([
  ['request', 'MG-0002'],
  ['host', 'mimsvc2.contoso.com'],
  ['account', 'CONTOSO\\gmsaOther$'],
] as const)('an envelope for another %s is refused', async (field, other) => {
  const armour = await sealSecret(SECRET, context, recipient)
  await expect(openSecret(armour, { ...context, [field]: other }, key)).rejects.toThrow(FormatError)
})

test('the plaintext has the bytes that docs/exchange-secret.md gives', () => {
  const lines = new TextDecoder().decode(writeSecretText('Abc', context)).split('\n')
  const digest = sha256Hex(
    new TextEncoder().encode('mim-gmsa-cms/1\nMG-0001\nmimsvc.contoso.com\nexchange-password\nCONTOSO\\gmsaSvc$\n'),
  )
  expect(lines).toEqual(['mim-gmsa-cms/1', digest, `AANBYmMA${'A'.repeat(1016)}`, ''])
  expect(writeSecretText('Abc', context)).toHaveLength(1105)
})

test.each([
  ['an empty secret', ''],
  ['a line feed', 'a\nb'],
  ['half a surrogate pair', 'a\ud800'],
  ['767 bytes', 'ä'.repeat(384)],
])('%s is refused', (_name, secret) => {
  expect(() => writeSecretText(secret, context)).toThrow(RangeError)
})

test('a context that could be read as another one is refused', () => {
  expect(() => writeSecretText('x', { ...context, request: 'MG-0001\nmimsvc' })).toThrow(RangeError)
  expect(() => writeSecretText('x', { ...context, account: '' })).toThrow(RangeError)
})

test('every secret that is taken comes back', () => {
  const secrets = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
  fc.assert(
    fc.property(secrets, (secret) => {
      fc.pre(!/\p{Cc}/u.test(secret) && new TextEncoder().encode(secret).length <= MAX_SECRET_BYTES)
      expect(readSecretText(writeSecretText(secret, context), context)).toBe(secret)
    }),
  )
})

test('no changed byte of the plaintext gives a secret silently but inside the secret itself', () => {
  const text = writeSecretText('Abcdef', context)
  for (let i = 0; i < text.length; i++) {
    // base64 digits of the secret's own bytes and nothing else
    if (i >= 82 && i < 91) continue
    const changed = text.with(i, (text[i] ?? 0) ^ 0x01)
    expect(() => readSecretText(changed, context), String(i)).toThrow(FormatError)
  }
  for (let length = 0; length < text.length; length += 13) {
    expect(() => readSecretText(text.subarray(0, length), context)).toThrow(FormatError)
  }
})

test.runIf(hasForeignTool('openssl'))('openssl opens the envelope', async () => {
  const folder = temporaryFolder()
  const path = (name: string) => join(folder, name)
  writeFileSync(path('envelope.der'), await sealEnvelope(new TextEncoder().encode('content'), recipient))
  writeFileSync(path('key.pem'), made.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(path('cert.pem'), certificatePem(made.certificate))
  const files = ['-in', path('envelope.der'), '-inkey', path('key.pem'), '-recip', path('cert.pem')]
  expect(runForeignTool('openssl', ['cms', '-decrypt', '-binary', '-inform', 'DER', ...files])).toBe('content')
})

test('no prefix and no changed structure is taken, and only FormatError is thrown', async () => {
  const envelope = await sealEnvelope(Uint8Array.of(1, 2, 3), recipient)
  for (let i = 0; i < envelope.length; i += 3) {
    await expect(openEnvelope(envelope.subarray(0, i), key)).rejects.toThrow(FormatError)
    const opened = await openEnvelope(envelope.with(i, (envelope[i] ?? 0) ^ 0x01), key).catch((error: unknown) => error)
    // CBC lets some changes pass, which is why the manifest holds the hash of the file
    if (!(opened instanceof Uint8Array)) expect(opened).toBeInstanceOf(FormatError)
  }
})

test('every bit of the initialisation vector that is flipped is noticed by what the text must begin with', async () => {
  const envelope = fromArmour(await sealSecret(SECRET, context, recipient))
  const { iv } = readEnvelope(envelope)
  const start = Buffer.from(envelope).indexOf(Buffer.from(iv))
  for (let bit = 0; bit < 128; bit++) {
    const at = start + (bit >> 3)
    const flipped = toArmour(envelope.with(at, (envelope[at] ?? 0) ^ (1 << (bit & 7))))
    await expect(openSecret(flipped, context, key), `bit ${bit}`).rejects.toThrow(FormatError)
  }
})

test('another key does not open it, and the refusal does not say why', async () => {
  const other = await envelopeKey(makeEncryptionCertificate().privateKey)
  const envelope = await sealEnvelope(Uint8Array.of(1), recipient)
  await expect(openEnvelope(envelope, other)).rejects.toThrow('The envelope does not open with this key.')
})

test('the armour is that of Protect-CmsMessage', () => {
  const armour = toArmour(new Uint8Array(100).fill(0xff))
  expect(armour).toBe(`-----BEGIN CMS-----\r\n${'/'.repeat(76)}\r\n${'/'.repeat(57)}w==\r\n-----END CMS-----\r\n`)
  expect(fromArmour(armour.replaceAll('\r\n', '\n '))).toEqual(new Uint8Array(100).fill(0xff))
})

test.each(['', '-----BEGIN CMS-----\nAA==', 'x-----BEGIN CMS-----\nAA==\n-----END CMS-----', 'A', 'AB=='])(
  'the text %j is no armour',
  (text) => {
    expect(() => fromArmour(text)).toThrow(FormatError)
    expect(() => fromArmour(`-----BEGIN CMS-----\n*${text}\n-----END CMS-----`)).toThrow(FormatError)
  },
)

test('the recipient is named by issuer, serial number and SHA-256 of the certificate', () => {
  expect(recipient.sha256).toBe(sha256Hex(made.certificate))
  expect(recipient.issuerAndSerial).toEqual(issuerAndSerial(made.certificate))
})

test.each([
  ['for code signing', { purpose: OID.codeSigning }, /document encryption/],
  ['whose key may only sign', { usage: 0x80 }, /may not encrypt keys/],
  ['with a short key', { bits: 1024 }, /2048/],
])('a certificate %s is refused', async (_name, options, words) => {
  await expect(readRecipient(makeEncryptionCertificate(options).certificate)).rejects.toThrow(words)
})

test('the certificate that the discovery script lists can receive a secret', async () => {
  const { certificates } = discoverySchema.parse(portal)
  const listed = certificates.state === 'found' ? certificates.value.filter(({ base64 }) => base64 !== null) : []
  expect(listed).toHaveLength(1)
  const read = await readRecipient(Buffer.from(listed[0]?.base64 ?? '', 'base64'))
  expect(read.sha256).toBe(listed[0]?.sha256)
})

test('the signing certificate and bytes that are no certificate are refused', async () => {
  const signer = await makeTestSigner()
  await expect(readRecipient(signer.key.certificate)).rejects.toThrow(FormatError)
  await expect(readRecipient(Uint8Array.of(0x30, 0x00))).rejects.toThrow(FormatError)
})

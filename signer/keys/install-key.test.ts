import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TRUSTEES } from '#core/protocol/trust.ts'
import { readPfx } from '#crypto/pfx/read-pfx.ts'
import { type CompanyCa, companyCa } from '#crypto/testing/company-ca.ts'
import { hasForeignTool } from '#crypto/testing/foreign-tool.ts'
import { softwarePasskey } from '#crypto/testing/software-passkey.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { readCertificates } from '#crypto/x509/read-certificates.ts'
import { readPemKey } from '#crypto/x509/read-key-pem.ts'
import { Authority } from '../authority.ts'
import { signerStatus } from '../signer-status.ts'
import { buildSigner, ROOT } from '../testing/build-signer.ts'
import { installAnswer, installKey, requestCertificate } from './install-key.ts'

const PASSPHRASE = 'correct horse battery staple'

describe.runIf(hasForeignTool('openssl'))('keys of a signer in production', () => {
  let ca: CompanyCa
  let dir: string
  const open = (keyPassphrase: string | undefined = PASSPHRASE) =>
    new Authority({
      dir,
      root: ROOT,
      mode: 'production',
      clock: () => new Date(),
      pagesOrigin: 'https://signer.contoso.com',
      portalUrl: 'https://portal.contoso.com',
      ...(keyPassphrase === undefined ? {} : { keyPassphrase }),
    })
  const material = (name: string) => {
    ca.chain(name)
    const text = readFileSync(ca.file(`${name}.key`), 'utf8')
    return [readPemKey(text, undefined), readCertificates(ca.read(`${name}.chain.pem`))] as const
  }
  const found = (authority: Authority) =>
    authority.ledger.append({
      kind: 'genesis',
      mode: 'production',
      nonce: 'n',
      portalKey: null,
      certificateSha256: authority.key?.certificateSha256 ?? null,
      trust: { origin: 'https://signer.contoso.com', trustees: [trustee('tilda'), trustee('theo')] },
    })

  const trustee = (id: string) => ({
    person: { id, name: id, groups: [TRUSTEES], active: true },
    credential: softwarePasskey(id).credential,
  })

  beforeAll(() => {
    ca = companyCa(temporaryFolder())
    for (const name of ['first', 'second']) ca.issue(name)
    ca.issue('small', { bits: 2048 })
    ca.issue('web', { profile: 'web' })
    ca.issue('ended', { days: -1 })
  }, 120_000)
  beforeEach(() => {
    dir = temporaryFolder()
  })

  test('a PFX is installed; its key lies there encrypted, opens with the passphrase, and with no other', () => {
    ca.chain('first')
    ca.openssl(
      'pkcs12',
      '-export',
      '-inkey',
      'first.key',
      '-in',
      'first.chain.pem',
      '-passout',
      'pass:abc',
      '-out',
      'f.pfx',
    )
    const { privateKey, certificates } = readPfx(ca.read('f.pfx'), 'abc')
    const authority = open()
    const { key } = installKey(authority, privateKey, certificates)
    expect(key).toMatchObject({ encrypted: true, issuers: ['CN=Contoso Issuing CA', 'CN=Contoso Root CA'] })
    authority.stop()
    const files = readdirSync(join(dir, 'keys')).map((name) => readFileSync(join(dir, 'keys', name)))
    const secret = privateKey.export({ format: 'jwk' }).d ?? ''
    for (const file of files) {
      expect(file.includes('PRIVATE KEY')).toBe(false)
      expect(file.includes(Buffer.from(secret, 'base64url'))).toBe(false)
    }
    expect(() => open('another passphrase of enough characters')).toThrow(
      expect.objectContaining({ userMessage: expect.stringContaining('The passphrase does not open the key file') }),
    )
    const again = open()
    expect(again.key?.certificateSha256).toBe(key.certificateSha256)
    again.stop()
  })

  test.each([
    ['an RSA key of 2048 bits', 'small', 'at least 3072 bits'],
    ['a certificate for web servers', 'web', 'for code signing and nothing else'],
    ['one that ended', 'ended', 'ended on'],
  ])('%s is refused, and nothing is written', (_, name, words) => {
    const authority = open()
    expect(() => installKey(authority, ...material(name))).toThrow(
      expect.objectContaining({ code: 'UNPROCESSABLE', userMessage: expect.stringContaining(words) }),
    )
    expect(readdirSync(dir)).not.toContain('keys')
    authority.stop()
  })

  test('a chain with a gap is refused and names what is missing; a foreign key as well', () => {
    const authority = open()
    const [key, [leaf = new Uint8Array(), , root = new Uint8Array()]] = material('first')
    expect(() => installKey(authority, key, [leaf, root])).toThrow('the certificate “CN=Contoso Issuing CA” is missing')
    expect(() => installKey(authority, material('second')[0], material('first')[1])).toThrow(
      'belongs to the private key',
    )
    authority.stop()
  })

  test('a second key is journalled, the first is retired, and a restart signs with the second', () => {
    const authority = open()
    const first = installKey(authority, ...material('first')).key.certificateSha256
    found(authority)
    const { key, retired } = installKey(authority, ...material('second'))
    expect(retired).toBe(first)
    expect(authority.ledger.journal.lines.at(-1)?.entry).toMatchObject({
      kind: 'key',
      certificateSha256: key.certificateSha256,
      retires: first,
    })
    expect(() => installKey(authority, ...material('second'))).toThrow('installed already')
    authority.stop()
    const again = open()
    expect(signerStatus(again).key).toMatchObject({ certificateSha256: key.certificateSha256, retired: [first] })
    again.stop()
  })

  test('a request carries what the CA needs, its answer is installed, and the key never left', async () => {
    const authority = open()
    found(authority)
    const { pem, publicKeySha256 } = await requestCertificate(authority, {
      commonName: 'MIM gMSA signer',
      organization: 'Contoso',
    })
    ca.answer('asked', pem)
    ca.openssl('req', '-verify', '-noout', '-in', 'asked.csr')
    ca.chain('asked')
    ca.openssl('crl2pkcs7', '-nocrl', '-certfile', 'asked.chain.pem', '-outform', 'DER', '-out', 'asked.p7b')
    const { key } = installAnswer(authority, readCertificates(ca.read('asked.p7b')))
    expect(key.subject).toContain('MIM gMSA signer')
    expect(readdirSync(join(dir, 'keys'))).toContain(`${publicKeySha256}.key.json`)
    expect(() => installAnswer(authority, material('second')[1])).toThrow('The answer belongs to another key')
    authority.stop()
  })

  test('a folder whose journal names a key that is not there does not start', () => {
    const authority = open()
    installKey(authority, ...material('first'))
    found(authority)
    authority.ledger.append({ kind: 'key', certificateSha256: 'a'.repeat(64), notAfter: 'x', retires: null })
    authority.stop()
    expect(() => open()).toThrow('is not in this folder')
  })

  test('without a passphrase no key is taken in; a demo takes none at all', async () => {
    mkdirSync(dir, { recursive: true })
    const bare = new Authority({ ...open().options, dir: temporaryFolder(), keyPassphrase: undefined } as never)
    expect(() => installKey(bare, ...material('first'))).toThrow('The passphrase of the signing key is missing')
    const demo = await buildSigner()
    expect(() => installKey(demo.authority, ...material('first'))).toThrow('A demo signs with its own DEMO key only')
  })
})

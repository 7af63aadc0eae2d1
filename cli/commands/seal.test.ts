import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeSecretText } from '#crypto/cms-envelope/secret-text.ts'
import { makeEncryptionCertificate } from '#crypto/testing/encryption-certificate.ts'
import { hasForeignTool } from '#crypto/testing/foreign-tool.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { certificatePem } from '#crypto/x509/read-certificate.ts'
import { checkSealed } from '#signer/secrets/check-sealed.ts'
import { seal } from './seal.ts'

const HOST = 'mimsvc.contoso.com'
const context = { request: 'MG-0007', host: HOST, account: 'CONTOSO\\gmsaSvc$' }
const SECRET = 'p\u00e4ss \u{1f511}'

function files(host = HOST) {
  const folder = temporaryFolder()
  const path = (name: string) => join(folder, name)
  const notAfter = new Date(Date.now() + 86_400_000)
  const { certificate, privateKey } = makeEncryptionCertificate({ host, notBefore: new Date(0), notAfter })
  writeFileSync(path('server.pem'), certificatePem(certificate))
  writeFileSync(path('key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return { path, certificate }
}

const run = (certificate: string, out: string, secret = SECRET, said: string[] = []) =>
  seal(
    [
      ...['--certificate', certificate, '--request', context.request, '--host', HOST],
      ...['--account', context.account, '--out', out],
    ],
    { out: (line) => said.push(line), err: (line) => said.push(line) },
    async () => secret,
  )

test.runIf(hasForeignTool('openssl'))('openssl opens what it made, to exactly the documented bytes', async () => {
  const { path } = files()
  const said: string[] = []
  expect(await run(path('server.pem'), path('a.cms'), SECRET, said)).toBe(0)
  const args = ['cms', '-decrypt', '-binary', '-inform', 'PEM', '-in', path('a.cms'), '-recip', path('server.pem')]
  const plain = execFileSync('openssl', [...args, '-inkey', path('key.pem')])
  expect(new Uint8Array(plain)).toEqual(writeSecretText(SECRET, context))
  expect(said.join()).not.toContain(SECRET)
})

test.runIf(hasForeignTool('openssl'))(
  'the signer takes what openssl encrypts as docs/exchange-secret.md says',
  async () => {
    const { path, certificate } = files()
    writeFileSync(path('secret.txt'), writeSecretText(SECRET, context))
    const documented = /^openssl cms -encrypt .*$/m.exec(readFileSync('docs/exchange-secret.md', 'utf8'))?.[0] ?? ''
    execFileSync('openssl', documented.split(' ').slice(1), { cwd: path('') })
    const sealed = {
      target: 'MIMSVC',
      origin: 'file' as const,
      certificate: Buffer.from(certificate).toString('base64'),
      cms: readFileSync(path('exchange-password.cms'), 'utf8'),
    }
    const fingerprint = (await import('#crypto/digest.ts')).sha256Hex(certificate)
    const place = { target: 'MIMSVC', host: HOST, account: context.account }
    await expect(checkSealed({ ...sealed, fingerprint }, place, new Date())).resolves.toMatchObject({ origin: 'file' })
  },
)

test('a certificate for another host, an empty password and a file that is there are refused', async () => {
  const { path } = files()
  await expect(run(files('other.contoso.com').path('server.pem'), path('b.cms'))).rejects.toThrow(/another host/)
  await expect(run(path('server.pem'), path('b.cms'), '')).rejects.toThrow(/empty/)
  await run(path('server.pem'), path('b.cms'))
  await expect(run(path('server.pem'), path('b.cms'))).rejects.toMatchObject({ code: 'CONFLICT' })
})

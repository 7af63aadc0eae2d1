import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { isScript } from '#crypto/authenticode/sign-script.ts'
import { BUNDLE_FILES } from '#crypto/bundle/layout.ts'
import { verifyBundle } from '#crypto/bundle/verify-bundle.ts'
import { companyCa } from '#crypto/testing/company-ca.ts'
import { hasForeignTool, runForeignTool } from '#crypto/testing/foreign-tool.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { buildChain } from '#crypto/x509/certificate-chain.ts'
import type { CodeSigner } from '#crypto/x509/code-signer.ts'
import { localCodeSigner } from '#crypto/x509/local-code-signer.ts'
import { certificatePem } from '#crypto/x509/read-certificate.ts'
import { readCertificates } from '#crypto/x509/read-certificates.ts'
import { readPemKey } from '#crypto/x509/read-key-pem.ts'
import { approvedPlan, buildSigner, type TestSigner } from '../testing/build-signer.ts'
import { signPlan } from './sign-plan.ts'

type Files = Map<string, Uint8Array>

describe.runIf(hasForeignTool('openssl') && hasForeignTool('osslsigncode'))(
  'a bundle under the key of a company CA',
  () => {
    let made: TestSigner
    let plan: string
    let signer: CodeSigner
    let files: Files
    let now: Date

    beforeAll(async () => {
      const ca = companyCa(temporaryFolder())
      ca.issue('code')
      ca.chain('code')
      now = new Date()
      const key = readPemKey(readFileSync(ca.file('code.key'), 'utf8'), undefined)
      const { certificate, issuers } = buildChain(key, readCertificates(ca.read('code.chain.pem')), now)
      signer = localCodeSigner(key, certificate.der, issuers)
      made = await buildSigner()
      plan = await approvedPlan(made)
      files = await signedBy(signer)
    }, 60_000)

    async function signedBy(by: CodeSigner): Promise<Files> {
      const { generated } = made.authority.content(made.authority.record(plan))
      const input = { generated, decisions: Buffer.from('{}'), cover: () => Buffer.from('cover'), signer: by, at: now }
      for await (const signed of signPlan(input)) {
        if (signed.target !== 'MIMSYNC') continue
        const bundle: Files = new Map()
        for (const { path, bytes } of generated.targets.find(({ target }) => target === 'MIMSYNC')?.makeFiles() ?? []) {
          bundle.set(path, bytes)
        }
        for (const { path, bytes } of signed.files) bundle.set(path, bytes)
        return bundle.set(BUNDLE_FILES.manifest, signed.manifest).set(BUNDLE_FILES.signature, signed.signature)
      }
      throw new Error('no such target')
    }

    const chainOf = (bundle: Files) => verifyBundle(bundle, { allowDemo: true, now }).find(({ id }) => id === 'chain')

    test('osslsigncode and openssl accept it with the same file as for a self-signed one', () => {
      const folder = temporaryFolder()
      for (const [path, content] of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), content)
      }
      const ca = join(folder, BUNDLE_FILES.certificatePem)
      for (const path of [...files.keys()].filter(isScript).slice(0, 3)) {
        const told = runForeignTool('osslsigncode', ['verify', '-CAfile', ca, '-in', join(folder, path)])
        expect(told).toContain('Signature verification: ok')
      }
      runForeignTool('openssl', [
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', join(folder, BUNDLE_FILES.signature)],
        ...[
          '-content',
          join(folder, BUNDLE_FILES.manifest),
          '-CAfile',
          ca,
          '-purpose',
          'any',
          '-out',
          join(folder, 'out'),
        ],
      ])
    })

    test('our verifier names the chain, and refuses one with a gap or with another issuer to look at', async () => {
      expect(chainOf(files)).toMatchObject({
        ok: true,
        detail: 'issued by CN=Contoso Issuing CA, then CN=Contoso Root CA',
      })
      const gap = await signedBy({ ...signer, chain: signer.chain.slice(1) })
      expect(chainOf(gap)).toMatchObject({
        ok: false,
        detail: expect.stringContaining('“CN=Contoso Issuing CA” is missing'),
      })
      const own = Buffer.from(certificatePem(made.authority.key?.signer.certificate ?? new Uint8Array()))
      expect(chainOf(new Map(files).set(BUNDLE_FILES.chainPem, own))).toMatchObject({ ok: false })
    })
  },
)

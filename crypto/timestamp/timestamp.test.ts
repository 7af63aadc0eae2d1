import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { signScript } from '../authenticode/sign-script.ts'
import { verifyScript } from '../authenticode/verify-script.ts'
import { parseSignedData } from '../cms/parse.ts'
import { signDetached } from '../cms/sign.ts'
import { verifyDetached } from '../cms/verify.ts'
import { sha256 } from '../digest.ts'
import { FormatError } from '../format-error.ts'
import { hasForeignTool, runForeignTool } from '../testing/foreign-tool.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { makeTestSigner, TEST_NOW } from '../testing/test-key.ts'
import { timestampAuthority } from '../testing/timestamp-authority.ts'
import type { CodeSigner } from '../x509/code-signer.ts'
import { certificatePem } from '../x509/read-certificate.ts'
import { timestampRequest } from './request.ts'
import { readTimestampResponse } from './response.ts'

const script = Buffer.from('Get-Date\r\n')
const digest = sha256(script)
const nonce = Uint8Array.from({ length: 16 }, (_, i) => 0x90 + i)

describe.runIf(hasForeignTool('openssl'))('a timestamp of an RFC 3161 authority', () => {
  let folder: string
  let authority: ReturnType<typeof timestampAuthority>
  let signer: CodeSigner
  let certificate: Uint8Array
  beforeAll(async () => {
    folder = temporaryFolder()
    authority = timestampAuthority(folder)
    // Windows and osslsigncode ask that the certificate was valid at the time of the stamp, which openssl takes from the clock.
    const made = await makeTestSigner(new Date(Date.now() - 3_600_000))
    certificate = made.key.certificate
    signer = {
      ...made.signer,
      timestamp: async (hash) => {
        const once = randomBytes(16)
        return readTimestampResponse(authority.answer(timestampRequest(hash, once)), hash, once).token
      },
    }
  }, 60_000)

  test('is asked for in a form that openssl reads', () => {
    const file = join(folder, 'own.tsq')
    writeFileSync(file, timestampRequest(digest, nonce))
    const text = runForeignTool('openssl', ['ts', '-query', '-in', file, '-text'])
    expect(text).toContain('Hash Algorithm: sha256')
    expect(text.toLowerCase()).toContain(Buffer.from(nonce).toString('hex'))
    expect(text).toContain('Certificate required: yes')
  })

  test('says when the signature existed', () => {
    const answer = authority.answer(timestampRequest(digest, nonce))
    const { at } = readTimestampResponse(answer, digest, nonce)
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000)
  })

  test('for other bytes, or for another request, is refused', () => {
    const answer = authority.answer(timestampRequest(digest, nonce))
    expect(() => readTimestampResponse(answer, sha256(nonce), nonce)).toThrow('another signature')
    expect(() => readTimestampResponse(answer, digest, nonce.with(0, 0x11))).toThrow('another request')
  })

  test('a refusal of the authority, and bytes that are none, are typed errors', () => {
    const refusal = authority.answer(Uint8Array.of(0x30, 0x00))
    expect(() => readTimestampResponse(refusal, digest, nonce)).toThrow(FormatError)
    const answer = authority.answer(timestampRequest(digest, nonce))
    for (let end = 0; end < answer.length; end += 7) {
      expect(() => readTimestampResponse(answer.subarray(0, end), digest, nonce)).toThrow(FormatError)
    }
  })

  test.runIf(hasForeignTool('osslsigncode'))(
    'on a script is accepted by osslsigncode, and by our own verifier',
    async () => {
      const signed = await signScript(script, signer)
      expect(Buffer.from(verifyScript(signed).unsigned)).toEqual(script)
      writeFileSync(join(folder, 'x.ps1'), signed)
      writeFileSync(join(folder, 'signer.pem'), certificatePem(certificate))
      const words = runForeignTool('osslsigncode', [
        ...['verify', '-CAfile', join(folder, 'signer.pem'), '-TSA-CAfile', authority.ca, '-in', join(folder, 'x.ps1')],
      ])
      expect(words).toContain('Timestamp Server Signature verification: ok')
      expect(words).toContain('Signature verification: ok')
    },
  )

  test('on a manifest keeps the detached signature good, for openssl too', async () => {
    const signature = await signDetached(script, signer, new Date())
    expect(parseSignedData(signature).timestamp?.at).toBeInstanceOf(Date)
    verifyDetached(script, signature)
    const path = (name: string, bytes: Uint8Array | string) => {
      writeFileSync(join(folder, name), bytes)
      return join(folder, name)
    }
    const args = ['-content', path('m', script), '-CAfile', path('c.pem', certificatePem(certificate))]
    runForeignTool('openssl', [
      ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', path('m.p7s', signature), ...args],
      ...['-purpose', 'any', '-out', join(folder, 'out')],
    ])
  })

  test('taken from another signature is refused', async () => {
    const answer = authority.answer(timestampRequest(digest, nonce))
    const { token } = readTimestampResponse(answer, digest, nonce)
    const foreign = await signDetached(script, { ...signer, timestamp: async () => token }, TEST_NOW)
    expect(() => parseSignedData(foreign)).toThrow('another signature')
  })

  test('is left out where the policy goes on without one', async () => {
    const signature = await signDetached(script, { ...signer, timestamp: async () => null }, new Date())
    expect(parseSignedData(signature).timestamp).toBeNull()
  })
})

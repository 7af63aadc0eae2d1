import { createHash, randomBytes } from 'node:crypto'
import { type DemoKey, makeDemoKey } from '../x509/demo-key.ts'
import { localCodeSigner } from '../x509/local-code-signer.ts'

export const TEST_NOW = new Date('2026-11-24T10:00:00Z')

/** For tests: a fresh DEMO key and its signer. */
export async function makeTestSigner(now = TEST_NOW) {
  const key: DemoKey = await makeDemoKey(now, randomBytes)
  const certificateSha256 = createHash('sha256').update(key.certificate).digest('hex')
  return { key, signer: localCodeSigner(key.privateKey, key.certificate), certificateSha256 }
}

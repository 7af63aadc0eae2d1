import { AppError } from '#core/errors/app-error.ts'
import type { Policy, SignerPerson } from '#core/protocol/protocol.ts'
import type { Authority } from './authority.ts'
import { createDemoKey } from './keys/signing-key.ts'

export interface DemoSetup {
  readonly people: readonly SignerPerson[]
  readonly policies: readonly Policy[]
  /** Raw Ed25519 public key of the portal, base64url. */
  readonly portalKey: string
}

/** Founds a demo: key and certificate first, then genesis, people and policies. Refuses a folder that has a journal. */
export async function initDemo(
  authority: Authority,
  { people, policies, portalKey }: DemoSetup,
): Promise<{ genesis: string; certificateSha256: string }> {
  const { ledger, options } = authority
  if (options.mode !== 'demo') throw new AppError('FORBIDDEN', 'A demo can be set up in demo mode only.')
  const empty = () => {
    if (ledger.journal.lines.length > 0) {
      throw new AppError('CONFLICT', 'This signer has a journal already. `npm run demo:reset` starts over.')
    }
  }
  empty()
  if (Buffer.from(portalKey, 'base64url').length !== 32) {
    throw new AppError('BAD_INPUT', 'The portal key must be a raw Ed25519 public key, 32 bytes in base64url.')
  }
  authority.key = await createDemoKey(options.dir, ledger.clock(), authority.random, options.keyPassphrase)
  empty()
  const { certificateSha256 } = authority.key
  const nonce = Buffer.from(authority.random(32)).toString('base64url')
  const genesis = ledger.append({ kind: 'genesis', mode: 'demo', nonce, portalKey, certificateSha256 })
  for (const person of people) ledger.append({ kind: 'person', person })
  for (const policy of policies) ledger.append({ kind: 'policy', policy })
  return { genesis: genesis.sha256, certificateSha256 }
}

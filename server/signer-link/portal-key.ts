import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { AppError } from '#core/errors/app-error.ts'
import type { Db, Reader } from '#db/client.ts'
import { settings } from '#db/schema/settings.ts'

const NAME = 'portal-ticket-key'

/** The Ed25519 key with which the portal vouches for people in demo mode; its public half stands in the signer's genesis. */
export function portalKey(db: Reader): KeyObject {
  const stored = db.select().from(settings).where(eq(settings.key, NAME)).get()
  if (!stored) {
    throw new AppError('FORBIDDEN', 'This portal has no key to vouch with: it was not set up together with the signer.')
  }
  return createPrivateKey(stored.value)
}

/** Makes the key of a new demo. Returns the public half as the genesis wants it: raw, base64url. */
export function createPortalKey(db: Db): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  storePortalKey(db, privateKey)
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x === undefined) throw new Error('an Ed25519 key without a public half')
  return x
}

export function storePortalKey(db: Db, key: KeyObject): void {
  const value = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  db.insert(settings).values({ key: NAME, value }).run()
}

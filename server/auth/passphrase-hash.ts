import { argon2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** OWASP's floor for Argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456
const PASSES = 2
const SALT_BYTES = 16
const HASH_BYTES = 32

const derive = promisify(argon2)
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** PHC string of a passphrase: `$argon2id$v=19$m=…,t=…,p=1$salt$hash`. */
export async function hashPassphrase(passphrase: string, random: (bytes: number) => Uint8Array): Promise<string> {
  const salt = random(SALT_BYTES)
  const hash = await argon2id(passphrase, salt, MEMORY_KIB, PASSES)
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${base64(salt)}$${base64(hash)}`
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,4}),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Is it the passphrase behind this PHC string? Throws for a string that this program did not write. */
export async function isPassphrase(passphrase: string, phc: string): Promise<boolean> {
  const [, memory, passes, salt, expected] = PHC.exec(phc) ?? []
  if (!memory || !passes || !salt || !expected) throw new Error('a stored passphrase hash cannot be read')
  const hash = await argon2id(passphrase, Buffer.from(salt, 'base64'), Number(memory), Number(passes))
  const stored = Buffer.from(expected, 'base64')
  return stored.length === hash.length && timingSafeEqual(stored, hash)
}

/** Nobody's passphrase: compared with when there is no such person, so that both answers take equally long. */
export const NOBODYS_HASH = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${base64(new Uint8Array(SALT_BYTES))}$${base64(new Uint8Array(HASH_BYTES))}`

/** The same letters typed on different keyboards are the same passphrase (NIST SP 800-63B-4, 3.1.1.2: normalise). */
function argon2id(passphrase: string, nonce: Uint8Array, memory: number, passes: number): Promise<Buffer> {
  const message = Buffer.from(passphrase.normalize('NFKC'), 'utf8')
  return derive('argon2id', { message, nonce, memory, passes, parallelism: 1, tagLength: HASH_BYTES })
}

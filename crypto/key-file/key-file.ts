import { createCipheriv, createDecipheriv, createPrivateKey, type KeyObject, scryptSync } from 'node:crypto'
import { z } from 'zod'
import { FormatError } from '../format-error.ts'

const base64 = z.string().regex(/^[A-Za-z0-9+/]{1,20000}={0,2}$/)
const schema = z.strictObject({
  type: z.literal('mim-gmsa/key-file/1'),
  publicKeySha256: z.string().regex(/^[0-9a-f]{64}$/),
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    /** 2^14 to 2^18: at most 256 MB and about a second. */
    n: z.union([16_384, 32_768, 65_536, 131_072, 262_144].map((n) => z.literal(n))),
    r: z.literal(8),
    p: z.literal(1),
    salt: base64,
  }),
  cipher: z.strictObject({ name: z.literal('aes-256-gcm'), nonce: base64, tag: base64 }),
  ciphertext: base64,
})
type KeyFile = z.infer<typeof schema>

const ROUNDS = 65_536
const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** A private key (PKCS #8) under a passphrase: scrypt (RFC 7914) and AES-256-GCM, bound to the SHA-256 of its public key. JSON text. */
export function sealKey(
  key: KeyObject,
  publicKeySha256: string,
  passphrase: string,
  random: (size: number) => Uint8Array,
): string {
  const kdf = { name: 'scrypt', n: ROUNDS, r: 8, p: 1, salt: toBase64(random(16)) } as const
  const nonce = random(12)
  const cipher = createCipheriv('aes-256-gcm', derive(passphrase, kdf), nonce)
  cipher.setAAD(Buffer.from(publicKeySha256, 'utf8'))
  const plain = key.export({ type: 'pkcs8', format: 'der' })
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
  plain.fill(0)
  const file: KeyFile = {
    type: 'mim-gmsa/key-file/1',
    publicKeySha256,
    kdf,
    cipher: { name: 'aes-256-gcm', nonce: toBase64(nonce), tag: toBase64(cipher.getAuthTag()) },
    ciphertext: toBase64(ciphertext),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** The key of a file that `sealKey` wrote. Throws FormatError: another passphrase, a changed or foreign file. */
export function openKey(text: string, publicKeySha256: string, passphrase: string): KeyObject {
  const file = schema.safeParse(parseJson(text))
  if (!file.success || file.data.publicKeySha256 !== publicKeySha256) {
    throw new FormatError('KEY_FILE', 'The key file is of an unknown form, or it belongs to another certificate.')
  }
  const { kdf, cipher, ciphertext } = file.data
  try {
    const decipher = createDecipheriv('aes-256-gcm', derive(passphrase, kdf), Buffer.from(cipher.nonce, 'base64'), {
      authTagLength: 16,
    })
    decipher.setAAD(Buffer.from(publicKeySha256, 'utf8'))
    decipher.setAuthTag(Buffer.from(cipher.tag, 'base64'))
    const plain = Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64')), decipher.final()])
    const key = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' })
    plain.fill(0)
    return key
  } catch (error) {
    throw new FormatError('KEY_FILE', 'The passphrase does not open the key file, or the file was changed.', error)
  }
}

const derive = (passphrase: string, { n, r, p, salt }: KeyFile['kdf']) =>
  scryptSync(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, { N: n, r, p, maxmem: 256 * n * r })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

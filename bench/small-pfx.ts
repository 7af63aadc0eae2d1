import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto'
import { OID, TAG } from '#crypto/der/tags.ts'
import { der, integer, nullValue, octetString, oid, sequence } from '#crypto/der/write.ts'
import { macKey } from '#crypto/pfx/pkcs12-kdf.ts'
import type { DemoKey } from '#crypto/x509/demo-key.ts'

const SALT = Buffer.alloc(8, 7)
const IV = Buffer.alloc(16, 9)
const ROUNDS = 10

/** A PFX with few rounds, so that many can be read in a second: AES-256, MAC of SHA-256, one key, one certificate. */
export function smallPfx({ privateKey, certificate }: DemoKey, password: string): Uint8Array {
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' })
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(password, SALT, ROUNDS, 32, 'sha256'), IV)
  const encrypted = Buffer.concat([cipher.update(pkcs8), cipher.final()])
  const prf = sequence(oid('1.2.840.113549.2.9'), nullValue())
  const kdf = sequence(oid(OID.pbkdf2), sequence(octetString(SALT), integer(ROUNDS), prf))
  const algorithm = sequence(oid(OID.pbes2), sequence(kdf, sequence(oid(OID.aes256Cbc), octetString(IV))))
  const bag = (type: string, value: Uint8Array) => sequence(oid(type), der(TAG.context0, value))
  const safe = sequence(
    bag(OID.shroudedKeyBag, sequence(algorithm, octetString(encrypted))),
    bag(OID.certificateBag, sequence(oid(OID.x509Certificate), der(TAG.context0, octetString(certificate)))),
  )
  const data = (content: Uint8Array) => sequence(oid(OID.data), der(TAG.context0, octetString(content)))
  const authenticated = sequence(data(safe))
  const mac = createHmac('sha256', macKey('sha256', password, SALT, ROUNDS))
    .update(authenticated)
    .digest()
  const digestInfo = sequence(sequence(oid(OID.sha256), nullValue()), octetString(mac))
  return sequence(integer(3), data(authenticated), sequence(digestInfo, octetString(SALT), integer(ROUNDS)))
}

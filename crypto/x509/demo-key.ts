import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { selfSignedCertificate } from './self-signed.ts'

export interface DemoKey {
  readonly privateKey: KeyObject
  readonly certificate: Uint8Array
}

const DEMO_DAYS = 365

/** A new RSA-3072 key with a self-signed certificate whose subject says DEMO, valid from now for one year. */
export async function makeDemoKey(now: Date, random: (size: number) => Uint8Array): Promise<DemoKey> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 3072, publicExponent: 0x10001 })
  // A demo is often seeded with a clock that runs behind; a day of grace costs nothing here.
  const notBefore = new Date(now.getTime() - 86_400_000)
  const certificate = selfSignedCertificate({
    commonName: 'DEMO - not for production - MIM gMSA portal',
    organization: 'DEMO',
    serial: positiveSerial(random(16)),
    notBefore,
    notAfter: new Date(now.getTime() + DEMO_DAYS * 86_400_000),
    privateKey: pair.privateKey,
    publicKey: pair.publicKey,
  })
  return { privateKey: pair.privateKey, certificate }
}

/** Serial numbers are positive and not zero (RFC 5280, 4.1.2.2). */
function positiveSerial(random: Uint8Array): Uint8Array {
  const serial = Uint8Array.from(random)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x01
  return serial
}

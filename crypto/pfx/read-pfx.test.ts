import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type CompanyCa, companyCa } from '../testing/company-ca.ts'
import { hasForeignTool } from '../testing/foreign-tool.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { readPfx } from './read-pfx.ts'

const PASSWORD = 'Grüße aus Łódź 2026'

describe.runIf(hasForeignTool('openssl'))('a PFX of openssl', () => {
  let ca: CompanyCa
  const pfx = (name: string, ...more: string[]) => {
    const base = ['pkcs12', '-export', '-inkey', 'one.key', '-in', 'one.chain.pem', '-out', `${name}.pfx`]
    ca.openssl(...base, ...more)
    return ca.read(`${name}.pfx`)
  }
  beforeAll(() => {
    ca = companyCa(temporaryFolder())
    ca.issue('one')
    ca.chain('one')
  }, 60_000)

  const AES = ['-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC']

  test.each([
    ['SHA-256', ['-macalg', 'sha256']],
    ['SHA-1 (as some exports keep it)', ['-macalg', 'sha1']],
    ['SHA-512', ['-macalg', 'sha512']],
  ])('with AES-256 and a MAC of %s gives its key and its three certificates', (_, mac) => {
    const { privateKey, certificates } = readPfx(pfx('aes', ...AES, ...mac, '-passout', `pass:${PASSWORD}`), PASSWORD)
    const expected = createPublicKey(createPrivateKey(readFileSync(ca.file('one.key'))))
    expect(createPublicKey(privateKey).equals(expected)).toBe(true)
    expect(certificates).toHaveLength(3)
  })

  test('another password is told as that, and decrypts nothing', () => {
    const bytes = pfx('wrong', ...AES, '-passout', `pass:${PASSWORD}`)
    expect(() => readPfx(bytes, `${PASSWORD}x`)).toThrow('The password does not fit')
  })

  test('in 3DES or RC2 is refused with the command that exports it again', () => {
    for (const [name, cipher] of [
      ['des', 'PBE-SHA1-3DES'],
      ['rc2', 'PBE-SHA1-RC2-40'],
    ] as const) {
      const bytes = pfx(name, '-legacy', '-keypbe', cipher, '-certpbe', cipher, '-passout', 'pass:secret')
      expect(() => readPfx(bytes, 'secret')).toThrow(
        /3DES or RC2.*Export-PfxCertificate … -CryptoAlgorithmOption AES256_SHA256/,
      )
    }
  })

  test('without a MAC, without a key, or cut short is refused', () => {
    expect(() => readPfx(pfx('nomac', ...AES, '-nomac', '-passout', 'pass:x'), 'x')).toThrow(
      'not protected by a password',
    )
    ca.openssl(
      'pkcs12',
      '-export',
      '-nokeys',
      '-in',
      'one.chain.pem',
      ...AES,
      '-passout',
      'pass:x',
      '-out',
      'nokey.pfx',
    )
    expect(() => readPfx(ca.read('nokey.pfx'), 'x')).toThrow('exactly one private key; it holds 0')
    const whole = pfx('cut', ...AES, '-passout', 'pass:x')
    expect(() => readPfx(whole.subarray(0, whole.length - 10), 'x')).toThrow('no PFX (PKCS #12), or it is damaged')
  })

  test('that asks for a million rounds is refused before it costs time', () => {
    const bytes = pfx('slow', ...AES, '-iter', '2000000', '-passout', 'pass:x')
    const start = performance.now()
    expect(() => readPfx(bytes, 'x')).toThrow('asks for 2000000 rounds')
    expect(performance.now() - start).toBeLessThan(1000)
  }, 30_000)
})

import { createHash } from 'node:crypto'
import { sha256 as portable } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { canonicalBytes, canonicalJson, parseCanonicalJson } from './canonical-json.ts'
import { inclusionProof, merkleRoot, verifyInclusion } from './merkle.ts'
import { fromHex, sha256, sha256Hex, toHex } from './sha256.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('canonical JSON', () => {
  it('writes the example of RFC 8785 section 3.2.3', () => {
    const value = {
      // biome-ignore lint/correctness/noPrecisionLoss: the number of the RFC's example
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('orders keys by UTF-16 code units, as the same section asks', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6']
    const written = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])))
    expect(Object.keys(JSON.parse(written))).toEqual(['1', '\r', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'])
  })

  it('gives every JSON value back, and takes its own bytes only', () => {
    const json = fc
      .jsonValue()
      .filter((value) => JSON.stringify(value).isWellFormed() && !JSON.stringify(value).includes('__proto__'))
    fc.assert(
      fc.property(json, (value) => {
        expect(parseCanonicalJson(canonicalBytes(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['blanks', '{"a": 1}'],
    ['a key twice', '{"a":1,"a":1}'],
    ['another order', '{"b":1,"a":1}'],
    ['an escape that is not needed', '"\\u0041"'],
    ['a number in another form', '1.0'],
    ['a key __proto__', '{"__proto__":{}}'],
    ['a byte order mark', '\ufeff{}'],
    ['text that is no JSON', '{'],
  ])('refuses %s', (_name, text) => {
    expect(() => parseCanonicalJson(utf8(text))).toThrow()
  })

  it.each([
    ['NaN', Number.NaN],
    ['an unpaired surrogate', '\ud800'],
    ['a date', new Date(0)],
    ['a big integer', 1n],
  ])('has no form for %s', (_name, value) => {
    expect(() => canonicalJson({ value })).toThrow('Canonical JSON can not hold')
  })

  it('refuses invalid UTF-8 and endless nesting instead of breaking', () => {
    expect(() => parseCanonicalJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrow('not JSON')
    expect(() => parseCanonicalJson(utf8(`${'['.repeat(5000)}${']'.repeat(5000)}`))).toThrow('nesting')
  })
})

describe('Merkle tree', () => {
  // RFC 6962 test vectors of the certificate-transparency project: eight leaves, roots of the first n.
  const leaves = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ].map(fromHex)
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]

  it('has the roots of the published vectors', () => {
    expect(roots.map((_root, i) => merkleRoot(leaves.slice(0, i + 1)))).toEqual(roots)
  })

  it('proves every leaf of every tree up to 65 leaves, and nothing else', () => {
    for (let size = 1; size <= 65; size++) {
      const list = Array.from({ length: size }, (_, i) => utf8(`leaf ${i}`))
      const root = merkleRoot(list)
      for (const [index, leaf] of list.entries()) {
        const hashes = inclusionProof(list, index)
        expect(verifyInclusion(leaf, { index, size, hashes }, root)).toBe(true)
        expect(verifyInclusion(utf8('other'), { index, size, hashes }, root)).toBe(false)
        if (size > 1) expect(verifyInclusion(leaf, { index: (index + 1) % size, size, hashes }, root)).toBe(false)
        expect(verifyInclusion(leaf, { index, size, hashes: [...hashes, root] }, root)).toBe(false)
        expect(verifyInclusion(leaf, { index, size, hashes: hashes.slice(1) }, root)).toBe(size === 1)
        expect(verifyInclusion(leaf, { index: index + size, size, hashes }, root)).toBe(false)
      }
    }
  })
})

it('SHA-256 is the one of the platform', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(sha256Hex(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
      expect(fromHex(toHex(bytes))).toEqual(bytes)
    }),
  )
})

test('the fast hash of Node and the one that browsers use agree', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      expect(toHex(sha256(bytes))).toBe(toHex(portable(bytes)))
    }),
  )
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

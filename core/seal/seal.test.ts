import { expect, it } from 'vitest'
import { sha256Hex } from '#core/bytes/sha256.ts'
import { planWords } from './plan-words.ts'
import { sealSvg } from './seal.ts'

it('reads the words of BIP-39 for the same bits', () => {
  // BIP-39 vectors: all zero bits are "abandon", all one bits are "zoo", 0x7f7f… begins "legal winner thank year".
  expect(planWords('00'.repeat(32))).toEqual(Array(6).fill('abandon'))
  expect(planWords('ff'.repeat(32))).toEqual(Array(6).fill('zoo'))
  expect(planWords('7f'.repeat(32)).slice(0, 4)).toEqual(['legal', 'winner', 'thank', 'year'])
})

it('draws the same seal for the same digest, and another one for a neighbour', () => {
  const digest = sha256Hex('plan')
  expect(sealSvg(digest)).toBe(sealSvg(digest))
  const drawn = new Set(Array.from({ length: 200 }, (_, i) => sealSvg(sha256Hex(`plan ${i}`))))
  expect(drawn.size).toBe(200)
})

it('stays inside of its frame and holds nothing but numbers', () => {
  for (let i = 0; i < 50; i++) {
    const svg = sealSvg(sha256Hex(`frame ${i}`))
    const numbers = [...svg.matchAll(/d="M([^"]+)Z"/g)].flatMap(([, path]) => (path ?? '').split(/[L ]/).map(Number))
    expect(numbers.every((value) => value >= 0 && value <= 96)).toBe(true)
  }
})

it('refuses what is no digest', () => {
  expect(() => sealSvg('00')).toThrow(RangeError)
  expect(() => planWords('xyz')).toThrow(RangeError)
})

import { describe, expect, it } from 'vitest'
import { digestGroups } from './digest-groups.ts'

describe('digestGroups', () => {
  const digest = 'bf08300d27385f392dfd217a5a1b57028de6a9b4ef0ecc86834a066d8d709627'

  it('gives four groups of four to compare and twelve more', () => {
    const { first, rest } = digestGroups(digest)
    expect(first).toEqual(['bf08', '300d', '2738', '5f39'])
    expect(rest).toHaveLength(12)
  })

  it('loses and changes no character', () => {
    const { first, rest } = digestGroups(digest)
    expect([...first, ...rest].join('')).toBe(digest)
  })

  it('keeps the shorter last group of a shortened digest', () => {
    expect(digestGroups('bf08300d27').first).toEqual(['bf08', '300d', '27'])
    expect(digestGroups('')).toEqual({ first: [], rest: [] })
  })
})

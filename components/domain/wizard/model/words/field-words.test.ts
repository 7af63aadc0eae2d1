import { describe, expect, it } from 'vitest'
import { environmentSchema } from '#core/environment/environment.ts'
import { fieldKind } from '../field-schema.ts'
import { schemaPatterns } from '../schema-patterns.ts'
import { FIELD_WORDS } from './field-words.ts'

/** A fact's own pattern speaks for its single value. */
const patterns = schemaPatterns(environmentSchema).filter((pattern) => {
  const parent = pattern.replace(/\/value$/, '')
  return parent === pattern || fieldKind(parent).kind !== 'fact'
})

describe('words of the fields', () => {
  it('exist for every field of the schema', () => {
    expect(patterns.length).toBeGreaterThan(120)
    expect(patterns.filter((pattern) => FIELD_WORDS[pattern] === undefined)).toEqual([])
  })

  it('belong to fields that the schema has', () => {
    for (const pattern of Object.keys(FIELD_WORDS)) expect(() => fieldKind(pattern), pattern).not.toThrow()
  })

  it('name only values that the schema allows, and every one where values are codes', () => {
    for (const [pattern, words] of Object.entries(FIELD_WORDS)) {
      const kind = fieldKind(pattern)
      const choice = kind.kind === 'fact' ? kind.value : kind
      if (choice.kind !== 'choice' || pattern.endsWith('/delivery/option')) continue
      const missing = choice.options.filter((option) => words.options?.[String(option)] === undefined)
      expect(missing, pattern).toEqual([])
    }
  })
})

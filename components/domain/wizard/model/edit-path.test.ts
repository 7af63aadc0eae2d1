import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getAt, insertAt, removeAt, setAt } from './edit-path.ts'
import { leafPaths } from './leaves.ts'

const load = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../../../public/samples/${name}.json`, import.meta.url), 'utf8'))

describe('editing by JSON Pointer', () => {
  it.each(['contoso', 'fabrikam', 'priv-pam'])('keeps every leaf of %s through get and set', (name) => {
    const sample = load(name)
    const paths = leafPaths(sample)
    expect(paths.length).toBeGreaterThan(150)
    for (const path of paths) expect(setAt(sample, path, getAt(sample, path)), path).toBe(sample)
    const rebuilt = paths.reduce(
      (document, path) => setAt(document, path, getAt(sample, path)),
      structuredClone(sample),
    )
    expect(rebuilt).toEqual(sample)
  })

  it('changes exactly one place, and leaves the rest the same object', () => {
    const sample = load('fabrikam')
    const paths = leafPaths(sample)
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.string(), (path, value) => {
        const before = JSON.stringify(sample)
        const changed = setAt(sample, path, `${value}#`)
        expect(getAt(changed, path)).toBe(`${value}#`)
        for (const other of paths) if (other !== path) expect(getAt(changed, other)).toEqual(getAt(sample, other))
        expect(JSON.stringify(sample)).toBe(before)
        expect(setAt(changed, path, getAt(sample, path))).toEqual(sample)
      }),
      { numRuns: 60 },
    )
  })

  it('shares what it does not touch', () => {
    const sample = load('contoso') as { servers: unknown[]; forest: unknown }
    const changed = setAt(sample, '/servers/1/name', 'OTHER')
    expect(changed.servers[0]).toBe(sample.servers[0])
    expect(changed.forest).toBe(sample.forest)
  })

  it('inserts and removes list entries', () => {
    const list = { items: ['a', 'c'] }
    expect(insertAt(list, '/items', 'b', 1)).toEqual({ items: ['a', 'b', 'c'] })
    expect(insertAt(list, '/items', 'd')).toEqual({ items: ['a', 'c', 'd'] })
    expect(removeAt(list, '/items/0')).toEqual({ items: ['c'] })
    expect(list).toEqual({ items: ['a', 'c'] })
  })

  it.each(['/nothing', '/items/2', '/items/-1', '/items/01', '/items/length', '/__proto__', '/items/0/x', '/toString'])(
    'refuses the place %s that the document does not have',
    (path) => {
      const document = { items: ['a', 'c'] }
      expect(() => setAt(document, path, 1)).toThrow(RangeError)
      expect(getAt(document, path)).toBeUndefined()
    },
  )

  it('refuses to treat anything else as a list', () => {
    expect(() => insertAt({ a: {} }, '/a', 1)).toThrow(RangeError)
    expect(() => removeAt({ a: { 0: 1 } }, '/a/0')).toThrow(RangeError)
    expect(() => removeAt({ a: [1] }, '/a/1')).toThrow(RangeError)
  })
})

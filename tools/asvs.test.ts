import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** Of ASVS 5.0: what applies to this product. */
const IDS = (
  '1.2.4 1.2.5 1.2.10 1.3.5 1.3.6 1.3.7 1.3.11 2.2.1 2.3.1 2.3.5 3.3.1 3.3.3 3.3.4 3.4.1 3.4.3 3.4.6 3.5.1 4.1.3 4.1.5 ' +
  '5.2.1 5.2.3 5.3.3 5.4.2 6.2.12 6.3.1 6.3.3 6.3.8 6.5.1 6.8.1 7.2.4 7.4.2 7.5.3 8.2.1 8.2.2 8.2.3 8.3.2 10.5.1 11.3.1 ' +
  '11.3.3 13.3.3 15.2.4 15.3.3 15.4.2 16.2.5 16.4.1 16.4.3 16.5.3'
).split(' ')

const rows = [...readFileSync('docs/asvs.md', 'utf8').matchAll(/^\| V([\d.]+) +\|(.+)\|(.+)\|(.+)\|(.+)\|$/gm)].map(
  ([, id = '', asks = '', where = '', tested = '', state = '']) => ({ id, asks, where, tested, state: state.trim() }),
)

test('every requirement has one row, in order', () => {
  expect(rows.map(({ id }) => id)).toEqual(IDS)
})

describe.each(rows)('V$id', ({ asks, where, tested, state }) => {
  test('says what is asked, where it is answered, and how far', () => {
    expect([asks.trim(), where.trim()]).not.toContain('')
    expect(['met', 'partly']).toContain(state)
  })

  test('names a test that exists', () => {
    const [, file = '', name = ''] = /`([^`]+)`: “([^”]+)”/.exec(tested) ?? []
    expect(existsSync(file), file).toBe(true)
    expect(readFileSync(file, 'utf8')).toContain(name)
  })

  test('names only files that exist', () => {
    const files = [
      ...where.matchAll(/`((?:app|core|crypto|db|server|signer|components|docs)\/[^`]+|[a-z-]+\.ts)`/g),
    ].map(([, path = '']) => path)
    expect(files.filter((path) => !existsSync(path))).toEqual([])
  })
})

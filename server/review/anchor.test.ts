import { expect, test } from 'vitest'
import { findLine, findNamed, namedPath } from './anchor.ts'

const servers = (...names: string[]) => ({
  servers: names.map((name) => ({ name, site: `site of ${name}` })),
  list: [1, 2],
})

test('a field is found again by the name of its entry, wherever that stands by now', () => {
  const path = namedPath(servers('A', 'B'), '/servers/1/site')
  expect(path).toBe('/servers/b/site')
  expect(findNamed(servers('X', 'Y', 'B'), path ?? '')).toEqual({ path: '/servers/2/site', value: 'site of B' })
  expect(findNamed(servers('A'), path ?? '')).toBe(null)
})

test('lists without names keep positions; places that are not there have no path', () => {
  expect(namedPath(servers('A'), '/list/1')).toBe('/list/1')
  expect(findNamed(servers('A'), '/list/1')?.value).toBe(2)
  for (const path of ['/nothing', '/servers/7/site', '/servers/length', '/servers/0/constructor', '/list/1/x'])
    expect(namedPath(servers('A'), path), path).toBe(null)
})

test('a line is found by its text, the nearest one first', () => {
  expect(findLine(['x', 'a', 'b', 'a'], 'a', 4)).toBe(4)
  expect(findLine(['x', 'a', 'b', 'a'], 'a', 1)).toBe(2)
  expect(findLine(['x'], 'a', 1)).toBe(null)
})

import { expect, test } from 'vitest'
import { buildEnvironment } from '#core/environment/build-environment.ts'
import { discoveryPlace, discoveryValue } from './words.ts'

test.each([
  [{ status: 'found', value: 88 }, '88'],
  [{ status: 'absent' }, 'not there'],
  [{ status: 'unknown' }, 'not looked yet'],
  [{ domain: 'CONTOSO', name: 'svcMIMSync' }, 'CONTOSO\\svcMIMSync'],
  ['Branch', 'Branch'],
])('%j reads %s', (value, words) => {
  expect(discoveryValue(value)).toBe(words)
})

test.each([
  ['/components/0/oldAccount', 'SYNC, account today'],
  ['/servers/0/site', 'MIMSYNC, AD site'],
])('the place %s is called %s', (path, words) => {
  expect(discoveryPlace(buildEnvironment(), path)).toBe(words)
})

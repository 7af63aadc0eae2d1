import { expect, test } from 'vitest'
import { ROOT } from '../testing/build-signer.ts'
import { MODULES_PATH, PAGE_PROGRAM, readPageModules } from './page-modules.ts'

const modules = readPageModules(ROOT)

test('the page’s program is complete: every import is served, nothing comes from elsewhere', () => {
  expect(modules.has(PAGE_PROGRAM)).toBe(true)
  for (const [path, code] of modules) {
    const imported = [...code.matchAll(/^(?:import|export)\b[^'"]*?\bfrom\s*['"]([^'"]+)['"]/gm)].map(
      (match) => match[1] ?? '',
    )
    for (const specifier of imported) {
      expect(specifier.startsWith(MODULES_PATH), `${path} imports ${specifier}`).toBe(true)
      expect(modules.has(specifier.slice(MODULES_PATH.length)), `${path} imports ${specifier}`).toBe(true)
    }
  }
})

test('it is small enough to be read by a person before it is trusted', () => {
  const own = [...modules].filter(([path]) => !path.startsWith('node_modules/'))
  expect(own.reduce((sum, [, code]) => sum + code.length, 0)).toBeLessThan(60_000)
})

test('it can not send anything by itself', () => {
  for (const [path, code] of modules) {
    expect(code, path).not.toMatch(/\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|localStorage|innerHTML|eval)\b/)
  }
})

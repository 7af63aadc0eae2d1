import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly inBundle?: boolean
}
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
const own = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>
const locked = Object.entries(lock.packages).filter(([path]) => path !== '')

/** Versions before these had holes that matter here (security reference, section 4). */
const FLOORS = { next: '16.4.3', 'next-auth': '4.24.15', '@trpc/server': '11.8.0', '@trpc/client': '11.8.0' } as const

const numbers = (version: string) => version.split('.').map((part) => Number.parseInt(part, 10))
function isAtLeast(version: string, floor: string): boolean {
  const given = numbers(version)
  for (const [index, wanted] of numbers(floor).entries()) {
    const part = given[index] ?? 0
    if (part !== wanted) return part > wanted
  }
  return true
}

test.each(Object.entries(FLOORS))('%s is locked at %s or later, wherever it is', (name, floor) => {
  const versions = locked
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .map(([, { version = '0' }]) => version)
  expect(versions).not.toEqual([])
  expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([])
})

test('every package of the lock file has its hash, and no address of its own', () => {
  // Other platforms' builds are named without one: they are not fetched where this lock file was made.
  const unknown = locked.filter(
    ([path, { integrity, inBundle }]) => !integrity && !inBundle && !/-(darwin|win32|linux|freebsd)-/.test(path),
  )
  expect(unknown.map(([path]) => path)).toEqual([])
  const elsewhere = locked.filter(([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'))
  expect(elsewhere.map(([path]) => path)).toEqual([])
})

test('every own dependency is pinned to one version', () => {
  const wanted = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.entries(own[kind] ?? {}),
  )
  expect(wanted.length).toBeGreaterThan(20)
  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
})

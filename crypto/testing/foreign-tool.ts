import { execFileSync, spawnSync } from 'node:child_process'

/**
 * For tests: is an independent judge on this machine? Missing ones are named; under CI that is a failure, because a check
 * that did not run must not look like one that passed.
 */
export function hasForeignTool(name: 'osslsigncode' | 'openssl'): boolean {
  const found = spawnSync(name, [name === 'openssl' ? 'version' : '--version']).error === undefined
  if (found) return true
  if (process.env.CI === 'true') throw new Error(`${name} is missing: install it, it judges the signatures.`)
  console.info(`${name} is missing: the checks that need it are left out.`)
  return false
}

/** Runs it and yields standard output; throws when it refuses. */
export function runForeignTool(name: 'osslsigncode' | 'openssl', args: readonly string[]): string {
  return execFileSync(name, args, { encoding: 'utf8', stdio: 'pipe' })
}

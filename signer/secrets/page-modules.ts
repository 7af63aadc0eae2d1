import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join, posix } from 'node:path'

/** Where the page's program begins. */
export const PAGE_PROGRAM = 'signer/secrets/page/main.ts'
export const MODULES_PATH = '/secret/modules/'

/** The only npm code that reaches the page: SHA-256. */
const NOBLE = 'node_modules/@noble/hashes/'
/** What the page may load; anything that it imports beyond this stops the signer's tests. */
const ALLOWED =
  /^(core\/bytes\/sha256|crypto\/(format-error|der\/[a-z-]+|cms-envelope\/[a-z-]+)|signer\/secrets\/page\/[a-z-]+)\.ts$/

/**
 * The program of the page on which a secret is entered, as modules for the browser, by path: the same sources that check on the
 * server, without their types. Read once; nothing is fetched from anywhere else.
 */
export function readPageModules(root: string): ReadonlyMap<string, string> {
  const modules = new Map<string, string>()
  const waiting = [PAGE_PROGRAM]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (modules.has(path)) continue
    const source = readFileSync(join(root, path), 'utf8')
    const code = path.endsWith('.ts') ? stripTypeScriptTypes(source) : source
    const from = path
    modules.set(
      path,
      code.replace(
        /^((?:import|export)\b[^'"]*?\bfrom\s*|import\s*)(['"])([^'"]+)\2/gm,
        (_all, head, quote, specifier) => {
          const target = resolveModule(from, specifier)
          waiting.push(target)
          return `${head}${quote}${MODULES_PATH}${target}${quote}`
        },
      ),
    )
  }
  return modules
}

function resolveModule(from: string, specifier: string): string {
  const path = specifier.startsWith('.')
    ? posix.join(posix.dirname(from), specifier)
    : specifier.startsWith('#')
      ? specifier.slice(1)
      : specifier.replace('@noble/hashes/', NOBLE)
  if (ALLOWED.test(path) || (path.startsWith(NOBLE) && /^[a-z0-9_]+\.js$/.test(path.slice(NOBLE.length)))) return path
  throw new Error(`${from} imports ${specifier}, which the page of the secret may not load`)
}

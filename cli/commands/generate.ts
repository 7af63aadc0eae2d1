import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onlyFile, readOptions } from '#cli/arguments.ts'
import { readContext } from '#cli/generator-context.ts'
import type { Io } from '#cli/io.ts'
import { readEnvironmentFile } from '#cli/read-input.ts'
import { canonicalBytes } from '#core/bytes/canonical-json.ts'
import { inclusionProof } from '#core/bytes/merkle.ts'
import { AppError } from '#core/errors/app-error.ts'
import { generate } from '#core/generate/generate.ts'
import type { Generated } from '#core/generate/types.ts'
import { BUNDLE_FILES } from '#crypto/bundle/layout.ts'
import { readStaticFiles } from '#crypto/release/static-files.ts'
import { findingLines } from './validate.ts'

const USAGE = 'mim-gmsa generate FILE --out DIR [--context FILE] [--json]'
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * `mim-gmsa generate`: writes `DIR/TARGET/…`, every unsigned file of each bundle with its statements, and prints the plan digest.
 * Exit 0; 1 with the findings when an error or an unacknowledged warning stands in the way. DIR must be empty or new.
 */
export async function generateFiles(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readOptions(
    args,
    {
      out: { type: 'string' },
      context: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    USAGE,
  )
  if (values.help) {
    io.out(USAGE)
    return 0
  }
  const out = emptyFolder(values.out)
  const environment = readEnvironmentFile(onlyFile(positionals, USAGE))
  const { authority, ...context } = readContext(values.context)
  const made = generate({ ...context, environment }, authority, readStaticFiles(ROOT))
  if (made.outcome === 'refused') {
    throw new AppError('UNPROCESSABLE', ['Nothing was generated.', ...findingLines(made.blocking)].join('\n'), {
      details: { findings: made.blocking },
    })
  }
  for (const [path, bytes] of filesOf(made)) write(join(out, path), bytes)
  const targets = made.targets.map(({ target }) => target)
  if (values.json) io.out(JSON.stringify({ planDigest: made.planDigest, targets }))
  else io.out(`Plan digest ${made.planDigest}, ${targets.length} targets: ${targets.join(', ')}. Nothing is signed.`)
  return 0
}

function emptyFolder(out: string | undefined): string {
  if (!out) throw new AppError('BAD_INPUT', `--out is needed. ${USAGE}`)
  if (existsSync(out) && readdirSync(out).length > 0) {
    throw new AppError('CONFLICT', `The folder ${out} is not empty. Name a new or empty one.`)
  }
  return out
}

/** Paths below the output folder; the statements lie where a signed bundle has them. */
function* filesOf({ targets, statementBytes, planDigest }: Generated): Iterable<[path: string, bytes: Uint8Array]> {
  const leaves = targets.map((target) => target.statementBytes)
  for (const [index, { target, files, statementBytes: own }] of targets.entries()) {
    for (const { path, bytes } of files) yield [`${target}/${path}`, bytes]
    yield [`${target}/${BUNDLE_FILES.plan}`, statementBytes]
    yield [`${target}/${BUNDLE_FILES.target}`, own]
    const hashes = inclusionProof(leaves, index)
    const proof = { type: 'mim-gmsa/inclusion-proof/1', planDigest, index, size: leaves.length, hashes }
    yield [`${target}/${BUNDLE_FILES.inclusion}`, canonicalBytes(proof)]
  }
}

function write(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

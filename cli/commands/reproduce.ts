import { fileURLToPath } from 'node:url'
import { onlyFile, readOptions } from '#cli/arguments.ts'
import { readContext } from '#cli/generator-context.ts'
import type { Io } from '#cli/io.ts'
import { readBundle } from '#cli/read-bundle.ts'
import { readEnvironmentFile } from '#cli/read-input.ts'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError, ERROR_CODES } from '#core/errors/app-error.ts'
import { generate } from '#core/generate/generate.ts'
import type { Generated } from '#core/generate/types.ts'
import { isScript } from '#crypto/authenticode/sign-script.ts'
import { verifyScript } from '#crypto/authenticode/verify-script.ts'
import { isAddedBySigner } from '#crypto/bundle/layout.ts'
import { BundleParts } from '#crypto/bundle/parts.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { FormatError } from '#crypto/format-error.ts'
import { readStaticFiles } from '#crypto/release/static-files.ts'

export const REPRODUCE_USAGE = 'mim-gmsa reproduce BUNDLE.zip|DIR --environment ENV.json [--context FILE] [--json]'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const OPTIONS = {
  environment: { type: 'string' },
  context: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

interface Comparison {
  readonly reproduced: boolean
  readonly planDigest: string
  readonly ownPlanDigest: string
  /** Fields of the plan statement that differ. */
  readonly fields: readonly string[]
  /** Files of this target that differ, are missing in the bundle, or are not made here. */
  readonly files: readonly string[]
}

/**
 * `mim-gmsa reproduce`: makes the unsigned bytes again from the environment with this installation and compares plan digest and files.
 * Exit 0 when they are the same, 1 when not; what differs is named. Throws AppError for a wrong call.
 */
export async function reproduce(args: string[], io: Io): Promise<number> {
  if (args.includes('--help')) {
    io.out(REPRODUCE_USAGE)
    return 0
  }
  const { values, positionals } = readOptions(args, OPTIONS, REPRODUCE_USAGE)
  if (values.environment === undefined) throw new AppError('BAD_INPUT', `An environment is needed. ${REPRODUCE_USAGE}`)
  const parts = await partsOf(onlyFile(positionals, REPRODUCE_USAGE))
  const compared = compare(parts, generateAgain(parts, values.environment, values.context))
  if (values.json) io.out(JSON.stringify(compared))
  else for (const line of linesOf(compared)) io.out(line)
  return compared.reproduced ? 0 : ERROR_CODES.UNPROCESSABLE.exit
}

async function partsOf(path: string): Promise<BundleParts> {
  return refusing(async () => {
    const parts = new BundleParts((await readBundle(path)).files)
    // Read now, so that a bundle that is none is refused before anything is made.
    void [parts.plan, parts.target, parts.decisions, parts.manifest]
    return parts
  })
}

async function refusing<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof FormatError)
      throw new AppError('UNPROCESSABLE', `This is no bundle: ${error.message}`, { cause: error })
    throw error
  }
}

/** Everything that the bundle itself says, with the environment; title, ticket, reasons and ciphertexts only the context knows. */
function generateAgain({ plan, decisions }: BundleParts, environmentFile: string, contextFile?: string): Generated {
  const context = readContext(contextFile)
  const made = generate(
    {
      requestId: plan.requestId,
      revision: plan.revision,
      kind: plan.kind,
      mode: plan.mode,
      asOf: plan.asOf,
      requester: plan.requester,
      case: context.case,
      ciphertexts: context.ciphertexts,
      environment: readEnvironmentFile(environmentFile),
    },
    { genesis: plan.genesis, policy: decisions.policy },
    readStaticFiles(ROOT),
  )
  if (made.outcome === 'generated') return made
  const ids = [...new Set(made.blocking.map(({ ruleId }) => ruleId))].join(', ')
  throw new AppError(
    'UNPROCESSABLE',
    `Nothing can be made from this environment: ${ids} stand in the way. Acknowledgements stand in the context: give it with --context.`,
    { details: { findings: made.blocking } },
  )
}

function compare(parts: BundleParts, own: Generated): Comparison {
  const { plan, target } = parts
  const planDigest = sha256Hex(Buffer.from(canonicalJson(plan), 'utf8'))
  const names = [...new Set([...Object.keys(plan), ...Object.keys(own.statement)])] as (keyof typeof plan)[]
  const fields = names.filter((name) => canonicalJson(plan[name]) !== canonicalJson(own.statement[name])).toSorted()
  const made = new Map(own.targets.find((one) => one.target === target.target)?.files.map((f) => [f.path, f.sha256]))
  const held = new Map([...parts.files.keys()].filter(isOfPlan).map((path) => [path, unsignedSha256(parts, path)]))
  const files = [...new Set([...made.keys(), ...held.keys()])]
    .filter((path) => made.get(path) !== held.get(path))
    .toSorted()
  const reproduced = planDigest === own.planDigest && files.length === 0
  return { reproduced, planDigest, ownPlanDigest: own.planDigest, fields, files }
}

const isOfPlan = (path: string) => !isAddedBySigner(path)

function unsignedSha256(parts: BundleParts, path: string): string {
  const bytes = parts.bytes(path)
  try {
    return sha256Hex(isScript(path) ? verifyScript(bytes).unsigned : bytes)
  } catch (error) {
    if (error instanceof FormatError) return 'unreadable'
    throw error
  }
}

const MEANING: Readonly<Record<string, string>> = {
  environmentSha256: 'the environment is another one',
  caseSha256: 'title, ticket or acknowledgements differ: give the context of the request with --context',
  ciphertextsSha256: 'ciphertexts differ: the context holds them',
  generator: 'this installation is another version than the one that made the bundle',
  targetsRoot: 'some file of some target differs',
}

function linesOf({ reproduced, planDigest, ownPlanDigest, fields, files }: Comparison): string[] {
  if (reproduced) return [`${planDigest}  the same: every unsigned byte of the plan was made again.`]
  return [
    `${planDigest}  in the bundle`,
    `${ownPlanDigest}  made here`,
    ...fields.map((field) => `differs: ${field}${MEANING[field] === undefined ? '' : ` (${MEANING[field]})`}`),
    ...files.map((path) => `differs: ${path}`),
    'The bundle is not what this environment gives.',
  ]
}

import { canonicalBytes, canonicalJson } from '#core/bytes/canonical-json.ts'
import { merkleRoot } from '#core/bytes/merkle.ts'
import { sha256Hex } from '#core/bytes/sha256.ts'
import { blockingFindings } from '#core/findings/acknowledgements.ts'
import type { Finding } from '#core/findings/finding.ts'
import { SECRET_FILE } from '#core/plan/phase-u-script.ts'
import type { Plan, PlanTarget } from '#core/plan/plan.ts'
import { stepsOf } from '#core/plan/plan-index.ts'
import type { Ciphertext, GeneratorInput } from '#core/protocol/protocol.ts'
import { renderRunbook } from '#core/runbook/render-runbook.ts'
import { settingsFiles } from '#core/settings/settings-files.ts'
import { targetSettings } from '#core/settings/target-settings.ts'
import { utcWindows } from '#core/settings/utc.ts'
import type { PlanStatement, TargetStatement } from '#core/statement/schemas.ts'
import { GENERATOR } from './generator.ts'
import { preview } from './preview.ts'
import { filesFor } from './shared-files.ts'
import type { Authority, Generate, Generated, GeneratedFile, GeneratedTarget, Refused } from './types.ts'
import { verifyInstructions } from './verify-md.ts'

/**
 * Everything that people decide on, from the generator's input alone: the plan, the unsigned files of each target, the target
 * statements, the plan statement and its digest (design, sections 3 and 4). The same input gives the same bytes in every process.
 * A finding that blocks, or a kind without steps, is an outcome and no exception.
 */
export const generate: Generate = (...given) => make(false, ...given)

/**
 * The same, for whoever goes through the targets one by one: the files of a target are made anew each time `files` is read and are not
 * kept, so that memory does not grow with the bytes of all targets. Statements and digests stay.
 */
export const generateLazily: Generate = (...given) => make(true, ...given)

function make(
  lazily: boolean,
  ...[input, authority, staticFiles, progress]: Parameters<Generate>
): ReturnType<Generate> {
  const { findings: found, plan } = preview(input.environment, input.asOf, {
    ciphertexts: Object.keys(input.ciphertexts),
  })
  const findings = [...kindFindings(input), ...found]
  const blocking = blockingFindings(findings, input.case.acknowledgements)
  if (blocking.length > 0 || plan === null) return refused(findings, blocking)
  const shared = staticFiles.map(({ path, bytes }) => generatedFile(path, bytes))
  const targets: GeneratedTarget[] = []
  for (const target of plan.targets) {
    const ciphertext = ciphertextOf(input, target)
    const secret = ciphertext ? [generatedFile(SECRET_FILE, utf8(ciphertext.cms))] : []
    const filesOf = () =>
      [...filesFor(target, plan, shared), ...ownFiles(input, plan, target), ...secret].sort(
        ordinally(({ path }) => path),
      )
    targets.push(generatedTarget(target, filesOf, ciphertext, lazily))
    progress?.(targets.length, plan.targets.length)
  }
  return generated(input, authority, { findings, plan, targets })
}

function ownFiles(input: GeneratorInput, plan: Plan, planTarget: PlanTarget): GeneratedFile[] {
  const { target } = planTarget
  const settings = targetSettings(input, planTarget, stepsOf(plan, target), GENERATOR.version)
  const runbook = renderRunbook({ input, plan, target, generatorVersion: GENERATOR.version })
  return [
    generatedFile('runbook.html', utf8(runbook)),
    ...settingsFiles(settings).map(({ path, bytes }) => generatedFile(path, bytes)),
    generatedFile('VERIFY.md', utf8(windowsLines(verifyInstructions(input, target)))),
  ]
}

/** The secret that was encrypted for this target, if there is one. */
const ciphertextOf = ({ ciphertexts }: GeneratorInput, { target }: PlanTarget): Ciphertext | undefined =>
  Object.hasOwn(ciphertexts, target) ? ciphertexts[target] : undefined

function generatedTarget(
  { target, kind, fqdn }: PlanTarget,
  filesOf: () => GeneratedFile[],
  ciphertext: Ciphertext | undefined,
  lazily: boolean,
): GeneratedTarget {
  const files = filesOf()
  const statement: TargetStatement = {
    type: 'mim-gmsa/target-statement/1',
    target,
    kind,
    fqdn,
    ...(ciphertext ? { recipientCertificateSha256: ciphertext.recipientCertificateSha256 } : {}),
    files: files.map(({ path, bytes, sha256 }) => ({ path, bytes: bytes.length, sha256 })),
  }
  const made = { target, statement, statementBytes: canonicalBytes(statement) }
  if (!lazily) return { ...made, files }
  return Object.defineProperty(made, 'files', { get: filesOf, enumerable: true }) as GeneratedTarget
}

function generated(
  input: GeneratorInput,
  { genesis, policy }: Authority,
  made: Pick<Generated, 'findings' | 'plan' | 'targets'>,
): Generated {
  // The tree's order is the order of the names, so that it does not depend on the plan's.
  const targets = [...made.targets].sort(ordinally(({ target }) => target))
  const statement: PlanStatement = {
    type: 'mim-gmsa/plan-statement/1',
    genesis,
    requestId: input.requestId,
    revision: input.revision,
    kind: input.kind,
    mode: input.mode,
    asOf: input.asOf,
    requester: input.requester,
    environmentSha256: digestOf(input.environment),
    caseSha256: digestOf(input.case),
    ciphertextsSha256: digestOf(input.ciphertexts),
    generator: GENERATOR,
    policy: { id: policy.id, version: policy.version, sha256: digestOf(policy) },
    windows: utcWindows(input.environment),
    targetCount: targets.length,
    targetsRoot: merkleRoot(targets.map(({ statementBytes }) => statementBytes)),
  }
  const statementBytes = canonicalBytes(statement)
  return { outcome: 'generated', ...made, targets, statement, statementBytes, planDigest: sha256Hex(statementBytes) }
}

const refused = (findings: readonly Finding[], blocking: readonly Finding[]): Refused => ({
  outcome: 'refused',
  findings,
  blocking,
})

/** The kind that people decide on says what the environment describes. */
function kindFindings({ kind, environment }: GeneratorInput): Finding[] {
  if ((kind === 'password-update') === (environment.passwordUpdate !== undefined)) return []
  return [
    {
      ruleId: 'K01',
      severity: 'error',
      path: '/passwordUpdate',
      source: 'design',
      message:
        kind === 'conversion'
          ? 'The environment describes a change of the mailbox secret alone, the request is a conversion. Make a request of the other kind.'
          : 'The environment describes a conversion, the request changes the mailbox secret alone. Convert first, or make a request of the other kind.',
    },
  ]
}

const generatedFile = (path: string, bytes: Uint8Array): GeneratedFile => ({ path, bytes, sha256: sha256Hex(bytes) })
const digestOf = (value: unknown): string => sha256Hex(canonicalJson(value))
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const windowsLines = (text: string): string => text.replaceAll('\n', '\r\n')

const ordinally =
  <T>(key: (value: T) => string) =>
  (a: T, b: T): number =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0

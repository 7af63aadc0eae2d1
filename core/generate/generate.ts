import { canonicalBytes, canonicalJson } from '#core/bytes/canonical-json.ts'
import { merkleRoot } from '#core/bytes/merkle.ts'
import { sha256Hex } from '#core/bytes/sha256.ts'
import type { Environment } from '#core/environment/environment.ts'
import { blockingFindings } from '#core/findings/acknowledgements.ts'
import type { Finding } from '#core/findings/finding.ts'
import { buildPlan, outlinePlan } from '#core/plan/build-plan.ts'
import type { PlanOutline } from '#core/plan/outline.ts'
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
import { previewBy } from './preview.ts'
import { filesFor } from './shared-files.ts'
import type {
  Authority,
  Generate,
  Generated,
  GeneratedFile,
  GeneratedOutline,
  OutlinedTarget,
  Refused,
  TargetCommitment,
} from './types.ts'
import { verifyInstructions } from './verify-md.ts'

const RUNBOOK = 'runbook.html'
const VERIFY = 'VERIFY.md'

/**
 * Everything that people decide on, from the generator's input alone: the plan, the unsigned files of each target, the target
 * statements, the plan statement and its digest (design, sections 3 and 4). The same input gives the same bytes in every process.
 * A finding that blocks, or a kind without steps, is an outcome and no exception.
 */
export const generate: Generate = (...given) => make(buildPlan, (made, files) => ({ ...made, files }), ...given)

/** The same, made to be gone through target by target: statements and digests stay, text and files are made anew when asked for. */
export const generateOutline: Generate<GeneratedOutline> = (...given) =>
  make(outlinePlan, (made, _files, makeFiles) => ({ ...made, makeFiles }), ...given)

type MakeFiles = OutlinedTarget['makeFiles']

function make<P extends Plan | PlanOutline, T extends TargetCommitment>(
  build: (environment: Environment) => P,
  keep: (made: TargetCommitment, files: GeneratedFile[], makeFiles: MakeFiles) => T,
  ...[input, authority, staticFiles, progress]: Parameters<Generate>
): Made<P, T> | Refused {
  const ciphertexts = Object.keys(input.ciphertexts)
  const { findings: found, plan } = previewBy(build, input.environment, input.asOf, { ciphertexts })
  const findings = [...kindFindings(input), ...found]
  const blocking = blockingFindings(findings, input.case.acknowledgements)
  if (blocking.length > 0 || plan === null) return refused(findings, blocking)
  const shared = staticFiles.map(({ path, bytes }) => generatedFile(path, bytes))
  const targets: T[] = []
  for (const target of plan.targets) {
    const ciphertext = ciphertextOf(input, target)
    const makeFiles: MakeFiles = (wanted = () => true) =>
      [
        ...filesFor(target, plan, shared).filter(({ path }) => wanted(path)),
        ...ownFiles(input, plan, target, wanted),
        ...(ciphertext && wanted(SECRET_FILE) ? [generatedFile(SECRET_FILE, utf8(ciphertext.cms))] : []),
      ].sort(ordinally(({ path }) => path))
    const files = makeFiles()
    targets.push(keep(commitmentOf(target, files, ciphertext), files, makeFiles))
    progress?.(targets.length, plan.targets.length)
  }
  return generated(input, authority, { findings, plan, targets })
}

function ownFiles(
  input: GeneratorInput,
  plan: Plan | PlanOutline,
  planTarget: PlanTarget,
  wanted: (path: string) => boolean,
): GeneratedFile[] {
  const { target } = planTarget
  const steps = stepsOf(plan, target)
  const generatorVersion = GENERATOR.version
  const settings = settingsFiles(targetSettings(input, planTarget, steps, generatorVersion))
  const runbook = () => renderRunbook({ input, plan, target, steps, generatorVersion })
  return [
    ...(wanted(RUNBOOK) ? [generatedFile(RUNBOOK, utf8(runbook()))] : []),
    ...settings.filter(({ path }) => wanted(path)).map(({ path, bytes }) => generatedFile(path, bytes)),
    ...(wanted(VERIFY) ? [generatedFile(VERIFY, utf8(windowsLines(verifyInstructions(input, target))))] : []),
  ]
}

/** The secret that was encrypted for this target, if there is one. */
const ciphertextOf = ({ ciphertexts }: GeneratorInput, { target }: PlanTarget): Ciphertext | undefined =>
  Object.hasOwn(ciphertexts, target) ? ciphertexts[target] : undefined

function commitmentOf(
  { target, kind, fqdn }: PlanTarget,
  files: readonly GeneratedFile[],
  ciphertext: Ciphertext | undefined,
): TargetCommitment {
  const statement: TargetStatement = {
    type: 'mim-gmsa/target-statement/1',
    target,
    kind,
    fqdn,
    ...(ciphertext ? { recipientCertificateSha256: ciphertext.recipientCertificateSha256 } : {}),
    files: files.map(({ path, bytes, sha256 }) => ({ path, bytes: bytes.length, sha256 })),
  }
  return { target, statement, statementBytes: canonicalBytes(statement) }
}

type Made<P, T> = Omit<Generated, 'plan' | 'targets'> & { readonly plan: P; readonly targets: readonly T[] }

function generated<P, T extends TargetCommitment>(
  input: GeneratorInput,
  { genesis, policy }: Authority,
  made: Pick<Made<P, T>, 'findings' | 'plan' | 'targets'>,
): Made<P, T> {
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

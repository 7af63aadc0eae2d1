// Writes what our TypeScript makes for PowerShell, so that the tests of powershell/tests can read it back with the real engine.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mutate, randomOf } from '#bench/mutations.ts'
import { blankUpdate, withServiceFields } from '#core/environment/password-update.ts'
import type { Acknowledgement } from '#core/findings/acknowledgements.ts'
import { generate } from '#core/generate/generate.ts'
import { preview } from '#core/generate/preview.ts'
import { buildPlan } from '#core/plan/build-plan.ts'
import { contoso, everyEnvironment, hostileContoso } from '#core/plan/contoso.fixture.ts'
import type { Plan } from '#core/plan/plan.ts'
import { stepsOf } from '#core/plan/plan-index.ts'
import type { Ciphertext, GeneratorInput, Policy } from '#core/protocol/protocol.ts'
import { writePsd1 } from '#core/settings/psd1.ts'
import { settingsFiles } from '#core/settings/settings-files.ts'
import { targetSettings } from '#core/settings/target-settings.ts'
import { readRecipient } from '#crypto/cms-envelope/recipient.ts'
import { sealSecret } from '#crypto/cms-envelope/seal-secret.ts'
import { RELEASE_SCRIPTS, readReleaseScript } from '#crypto/release/release-scripts.ts'
import { readStaticFiles } from '#crypto/release/static-files.ts'
import { makeEncryptionCertificate } from '#crypto/testing/encryption-certificate.ts'
import { certificatePem } from '#crypto/x509/read-certificate.ts'
import { mutatedBundles } from '#signer/testing/bundle-mutations.ts'
import { productionBundles } from '#signer/testing/production-bundles.ts'
import { nastyStrings } from './powershell-strings.ts'

/** Each sample, and what a person must have accepted before anything is generated of it. */
const SAMPLES = {
  contoso: [],
  'contoso-exchange': [],
  fabrikam: [{ ruleId: 'M07', path: '/mail/delivery/option', reason: 'Mail moves away before that day.' }],
  'priv-pam': [{ ruleId: 'D07', path: '/pam/domainAdmins/0', reason: 'The head of the bastion accepts it.' }],
} satisfies Record<string, Acknowledgement[]>

/**
 * Fills `folder`: `bundles/SAMPLE/TARGET/` as the CLI generates them, `hostile/TARGET.psd1` with a mark in every text that a person types,
 * `mutated/N/TARGET.psd1` of samples that were changed at random, `strings/` with random texts as data and as JSON, `commands.json` with every command that the runbook of any plan shows, and
 * `exchange/` with an encrypted secret, the key of its host and a whole bundle that changes it, `verify/` with signed bundles and their
 * mutations, `release/` with the scripts that are handed out on their own.
 */
export async function writeSamples(root: string, folder: string): Promise<void> {
  for (const [sample, acknowledgements] of Object.entries(SAMPLES)) writeBundles(root, folder, sample, acknowledgements)
  const hostile = hostileContoso()
  const plan = buildPlan(hostile.environment)
  writeSettings(join(folder, 'hostile'), hostile.environment, plan)
  writeStrings(join(folder, 'strings'))
  const mutated = writeMutated(join(folder, 'mutated'))
  const plans = everyEnvironment().map(([, environment]) => buildPlan(environment))
  const commands = [...plans, ...mutated, plan].flatMap(commandsOf)
  writeFileSync(join(folder, 'commands.json'), JSON.stringify(commands))
  writeFileSync(join(folder, 'hostile', 'mark.json'), JSON.stringify({ mark: hostile.mark }))
  await writeSecret(join(folder, 'exchange'))
  await writeMutatedBundles(join(folder, 'verify'))
  await writeProductionBundles(join(folder, 'verify', 'production'))
  mkdirSync(join(folder, 'release'))
  for (const name of RELEASE_SCRIPTS) writeFileSync(join(folder, 'release', name), readReleaseScript(root, name).bytes)
}

/** A signed bundle, its mutations as ZIPs with what must be said of each, and recall lists. */
async function writeMutatedBundles(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const { good, certificate, certificateSha256, genesis, planDigest, recallLists, mutations } = await mutatedBundles()
  writeFileSync(join(folder, 'signing.cer'), certificate)
  writeFileSync(join(folder, 'good.zip'), good)
  for (const [name, list] of Object.entries(recallLists)) writeFileSync(join(folder, `${name}.p7m`), list)
  const judged = mutations.map(({ name, words, zip }, index) => {
    writeFileSync(join(folder, `${index}.zip`), zip)
    return { file: `${index}.zip`, name, words }
  })
  writeFileSync(join(folder, 'cases.json'), JSON.stringify({ certificateSha256, genesis, planDigest, judged }))
}

/** Bundles of a signer in production before and after a change of keys, changed decisions with what must be said of each, recall lists. */
async function writeProductionBundles(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const { pins, decisions, statement, ...rest } = await productionBundles()
  const zips = { old: rest.old, young: rest.young, forged: rest.forged }
  const lists = { 'recall-list': rest.recallList, superseding: rest.superseding }
  for (const [name, bytes] of Object.entries(zips)) writeFileSync(join(folder, `${name}.zip`), bytes)
  for (const [name, bytes] of Object.entries(lists)) writeFileSync(join(folder, `${name}.p7m`), bytes)
  writeFileSync(join(folder, 'plan.json'), statement)
  const judged = decisions.map(({ name, words, bytes }, index) => {
    writeFileSync(join(folder, `${index}.json`), bytes)
    return { file: `${index}.json`, name, words }
  })
  writeFileSync(join(folder, 'cases.json'), JSON.stringify({ pins, judged }))
}

async function writeSecret(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const { certificate, privateKey } = makeEncryptionCertificate()
  const context = { request: 'MG-0001', host: 'mimsvc.contoso.com', account: 'CONTOSO\\gmsaSvc$' }
  const secret = 's\u00e4aled \u{1f511} S3cret-canary'
  const recipient = await readRecipient(certificate)
  const cms = await sealSecret(secret, context, recipient)
  writeFileSync(join(folder, 'exchange-password.cms'), cms)
  writeUpdate(join(folder, 'update'), { cms, recipientCertificateSha256: recipient.sha256 })
  writeFileSync(join(folder, 'certificate.pem'), certificatePem(certificate))
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(join(folder, 'case.json'), JSON.stringify({ ...context, secret }))
}

/** The bundle of a request that changes the mailbox password alone, with that secret in it. */
function writeUpdate(folder: string, ciphertext: Ciphertext): void {
  const environment = withServiceFields(blankUpdate(), {
    domain: 'contoso.com',
    netbios: 'CONTOSO',
    account: 'gmsaSvc',
    hosts: ['mimsvc.contoso.com'],
  })
  environment.mail.delivery = { option: 'G', mailbox: 'mim@contoso.com', password: 'encrypted' }
  environment.schedule.windows.conversion = { notBefore: '2026-11-24T00:00:00Z', notAfter: '2100-01-01T00:00:00Z' }
  environment.passwordUpdate = { converted: { by: 'statement', confirmed: true }, nextChange: '2100-06-01' }
  const { genesis, policy, ...about } = contextOf([])
  const input = {
    ...about,
    requestId: 'MG-0001',
    revision: 1,
    kind: 'password-update',
    environment,
    ciphertexts: { MIMSVC: ciphertext },
  } as GeneratorInput
  const made = generate(input, { genesis, policy: policy as Policy }, readStaticFiles(process.cwd()))
  if (made.outcome === 'refused') throw new Error(`The update is refused: ${JSON.stringify(made.blocking)}`)
  for (const { files, statementBytes } of made.targets) {
    const all = [...files, { path: 'statement/target.json', bytes: statementBytes }]
    for (const { path, bytes } of all) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
  }
}

function writeBundles(root: string, folder: string, sample: string, acknowledgements: Acknowledgement[]): void {
  const out = join(folder, 'bundles', sample)
  mkdirSync(out, { recursive: true })
  const context = join(folder, `${sample}.context.json`)
  writeFileSync(context, JSON.stringify(contextOf(acknowledgements)))
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...[join(root, 'cli', 'main.ts'), 'generate', join(root, 'public', 'samples', `${sample}.json`)],
      ...['--context', context, '--out', out],
    ],
    { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`The generator refused ${sample}: ${stderr}`)
}

const contextOf = (acknowledgements: Acknowledgement[]) => ({
  requestId: 'MG-0000',
  revision: 0,
  kind: 'conversion',
  mode: 'demo',
  asOf: '2026-11-24',
  requester: 'nobody',
  case: { title: 'Tested with the real engine', ticket: '', acknowledgements },
  ciphertexts: {},
  genesis: '0'.repeat(64),
  policy: {
    type: 'mim-gmsa/policy/1',
    id: 'none',
    version: 1,
    kind: 'conversion',
    title: 'Nobody has decided',
    ...{
      groups: [{ id: 'none', title: 'None', count: 1 }],
      validDays: 1,
      allowSyncedPasskeys: false,
      covers: ['pam', 'unconstrained-delegation', 'acknowledged-warnings', 'secrets'],
      coolingOffHours: 0,
      ticketRequired: false,
    },
  },
})

function writeSettings(folder: string, environment: GeneratorInput['environment'], plan: Plan): void {
  mkdirSync(folder, { recursive: true })
  const input = { environment, requestId: 'MG-0000', revision: 0, mode: 'demo' } as unknown as GeneratorInput
  plan.targets.forEach((target, index) => {
    // a hostile target is no file name
    const [file] = settingsFiles(targetSettings(input, target, stepsOf(plan, target.target), '0.0.0'))
    if (file) writeFileSync(join(folder, `${index}.psd1`), file.bytes)
  })
}

/** Settings of samples that were changed at random, as many as yield a plan; returns the plans. */
function writeMutated(folder: string): Plan[] {
  const samples = everyEnvironment()
  const plans: Plan[] = []
  for (let seed = 0; plans.length < 40; seed++) {
    const random = randomOf(seed)
    const environment = mutate(samples[random(samples.length)]?.[1] ?? contoso(), random)
    const plan = environment && preview(environment, '2026-11-24').plan
    if (!environment || !plan) continue
    writeSettings(join(folder, String(plans.length)), environment, plan)
    plans.push(plan)
  }
  return plans
}

function writeStrings(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (let file = 0; file < 4; file++) {
    const Values = nastyStrings(1000, file)
    writeFileSync(join(folder, `${file}.psd1`), writePsd1({ Values }))
    writeFileSync(join(folder, `${file}.json`), JSON.stringify({ Values }))
  }
}

const commandsOf = (plan: Plan) =>
  plan.steps.flatMap((step) =>
    [...step.actions.map((action) => action.command), step.runs]
      .filter((text) => typeof text === 'string')
      .map((text) => ({ id: step.id, text })),
  )

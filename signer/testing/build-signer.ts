import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { environmentSchema } from '#core/environment/environment.ts'
import { generate } from '#core/generate/generate.ts'
import type { GeneratorInput, Policy, SignedTicket, SignerPerson, Submission, Ticket } from '#core/protocol/protocol.ts'
import { readStaticFiles } from '#crypto/release/static-files.ts'
import { temporaryFolder } from '#crypto/testing/temporary-folder.ts'
import { Authority, type SignerOptions } from '../authority.ts'
import { type SignerProcess, signerProcess } from '../create-signer.ts'
import { readBundle } from '../read-bundle.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const START = new Date('2026-11-24T10:00:00Z')

export const POLICY: Policy = {
  type: 'mim-gmsa/policy/1',
  id: 'conversion',
  version: 1,
  kind: 'conversion',
  title: 'Conversion',
  groups: [
    { id: 'directory-operations', title: 'Directory operations', count: 1 },
    { id: 'information-security', title: 'Information security', count: 1 },
  ],
  validDays: 14,
  allowSyncedPasskeys: false,
  covers: ['pam', 'unconstrained-delegation', 'acknowledged-warnings', 'secrets'],
  coolingOffHours: 0,
  ticketRequired: false,
}

const person = (id: string, name: string, groups: string[], active = true): SignerPerson => ({
  id,
  name,
  groups,
  active,
})
export const PEOPLE: readonly SignerPerson[] = [
  person('ines', 'Ines Keller', []),
  person('tomas', 'Tomas Lindqvist', ['directory-operations']),
  person('amara', 'Amara Okafor', ['information-security']),
  person('petra', 'Petra Novak', []),
  person('olga', 'Olga Former', ['directory-operations'], false),
  person('both', 'Bea Both', ['directory-operations', 'information-security']),
]

/** Everything that a test of the signer needs: the signer, a clock that the test turns, and the portal's key. */
export interface TestSigner {
  readonly authority: Authority
  readonly signer: SignerProcess
  readonly dir: string
  readonly portalKey: KeyObject
  readonly genesis: string
  readonly certificateSha256: string
  now: Date
  /** Opens the same folder again, as a restart does. */
  restart(): TestSigner
  ticket(person: string, action: Ticket['action'], planDigest: string, changes?: Partial<Ticket>): SignedTicket
}

export async function buildSigner(options: Partial<SignerOptions> = {}, people = PEOPLE, policies = [POLICY]) {
  const dir = temporaryFolder()
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const portalKey = publicKey.export({ format: 'jwk' }).x ?? ''
  const time = { now: START }
  const full: SignerOptions = {
    dir,
    root: ROOT,
    mode: 'demo',
    clock: () => time.now,
    pagesOrigin: 'http://localhost:3991',
    portalUrl: 'http://localhost:3990',
    ...options,
  }
  const first = new Authority(full)
  const founded = await signerProcess(first).initDemo({ people, policies, portalKey })
  const wrap = (authority: Authority): TestSigner => ({
    authority,
    signer: signerProcess(authority),
    dir,
    portalKey: privateKey,
    ...founded,
    get now() {
      return time.now
    },
    set now(at: Date) {
      time.now = at
    },
    restart: () => {
      authority.stop()
      return wrap(new Authority(full))
    },
    ticket: (who, action, planDigest, changes = {}) =>
      signTicket(privateKey, {
        type: 'mim-gmsa/ticket/1',
        genesis: founded.genesis,
        person: who,
        planDigest,
        action,
        nonce: randomBytes(24).toString('base64url'),
        notAfter: new Date(time.now.getTime() + 60_000).toISOString(),
        ...changes,
      }),
  })
  return wrap(first)
}

export function signTicket(key: KeyObject, ticket: Ticket): SignedTicket {
  return { ticket, signature: sign(null, Buffer.from(canonicalJson(ticket), 'utf8'), key).toString('base64url') }
}

const contoso = environmentSchema.parse(JSON.parse(readFileSync(join(ROOT, 'public/samples/contoso.json'), 'utf8')))
// One warning, so that a request has something to acknowledge.
contoso.mail.approvalsByMail = true
const staticFiles = readStaticFiles(ROOT)

/** The Contoso sample as a request, with every warning acknowledged. */
export function buildInput(changes: Partial<GeneratorInput> = {}): GeneratorInput {
  const input: GeneratorInput = {
    requestId: 'MG-0001',
    revision: 1,
    kind: 'conversion',
    mode: 'demo',
    asOf: '2026-11-24',
    requester: 'ines',
    environment: contoso,
    case: { title: 'Convert Contoso to gMSA', ticket: 'CHG-1', acknowledgements: [] },
    ciphertexts: {},
    ...changes,
  }
  const tried = generate(input, { genesis: '0'.repeat(64), policy: POLICY }, staticFiles)
  if (tried.outcome === 'generated') return input
  const acknowledgements = tried.blocking
    .filter(({ severity }) => severity === 'warning')
    .map(({ ruleId, path }) => ({ ruleId, path, reason: 'known and planned' }))
  return { ...input, case: { ...input.case, acknowledgements } }
}

/** What the web would send: its own generation of the input. */
export function buildSubmission(genesis: string, input = buildInput(), policy = POLICY): Submission {
  const made = generate(input, { genesis, policy }, staticFiles)
  if (made.outcome === 'refused') throw new Error(`the test input is refused: ${JSON.stringify(made.blocking)}`)
  return { type: 'mim-gmsa/submission/1', input, authors: [input.requester], planStatement: made.statement }
}

/** Submission, submit decision and both approvals: a plan that can be signed. */
export async function approvedPlan(test: TestSigner, input = buildInput()): Promise<string> {
  const planDigest = await submittedPlan(test, input)
  for (const who of ['tomas', 'amara']) {
    await test.signer.decide({ ticket: test.ticket(who, 'decide', planDigest), decision: 'approve', comment: null })
  }
  return planDigest
}

export async function submittedPlan(test: TestSigner, input = buildInput()): Promise<string> {
  const { planDigest } = await test.signer.submit(buildSubmission(test.genesis, input))
  await test.signer.decide({ ticket: test.ticket('ines', 'submit', planDigest), decision: 'submit', comment: null })
  return planDigest
}

/** A signed bundle as the portal assembles it: approved files, replaced and completed by the signer's. */
export function bundleOf(
  { authority }: { readonly authority: Authority },
  planDigest: string,
  target: string,
): Map<string, Uint8Array> {
  const { generated } = authority.content(authority.record(planDigest))
  const files = new Map<string, Uint8Array>()
  for (const file of generated.targets.find((one) => one.target === target)?.makeFiles() ?? [])
    files.set(file.path, file.bytes)
  for (const { path, base64 } of readBundle(authority, planDigest, target).files)
    files.set(path, new Uint8Array(Buffer.from(base64, 'base64')))
  return files
}

import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import type { DecisionsFile } from '#core/protocol/decisions-file.ts'
import { BUNDLE_FILES, bundleFolder } from '#crypto/bundle/layout.ts'
import { signDetached } from '#crypto/cms/sign.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { softwarePasskey } from '#crypto/testing/software-passkey.ts'
import type { CodeSigner } from '#crypto/x509/code-signer.ts'
import { selfSignedCertificate } from '#crypto/x509/self-signed.ts'
import { writeZip } from '#crypto/zip/write-zip.ts'
import { signerProcess } from '../create-signer.ts'
import { journalDecision } from '../decisions/record-decision.ts'
import { installKey } from '../keys/install-key.ts'
import { buildProduction, type ProductionSigner, populate } from './build-production.ts'
import { buildInput, buildSubmission, bundleOf, START } from './build-signer.ts'
import { decisionMutations } from './decision-mutations.ts'

type Files = Map<string, Uint8Array>

export interface ProductionBundles {
  /** SHA-256 of the certificates of the first key, and of the one that replaced it. */
  readonly pins: { readonly first: string; readonly second: string }
  /** Signed under the first key, in ZIPs. */
  readonly old: Uint8Array
  /** Of another request, signed after the keys were changed. */
  readonly young: Uint8Array
  /** By the second key; names nothing. */
  readonly recallList: Uint8Array
  /** By the second key; names the old bundle, because a newer revision of its request was signed. */
  readonly superseding: Uint8Array
  /** Plan statement of the old bundle. */
  readonly statement: Uint8Array
  /** Its `decisions.json` with one thing changed, and what `Test-MimGmsaBundle.ps1` says of it. */
  readonly decisions: readonly { readonly name: string; readonly words: string; readonly bytes: Uint8Array }[]
  /** The old bundle with an approval by another key, and everything around it signed again by the first key. */
  readonly forged: Uint8Array
}

/** What a signer in production hands out: decisions by passkeys, ES256 and RS256, and a change of keys between two bundles. */
export async function productionBundles(): Promise<ProductionBundles> {
  const made = await buildProduction({}, { withKey: false })
  populate(made)
  enrolRsaPasskey(made, 'amara')
  const first = await installOwnKey(made)
  const oldPlan = await signedPlan(made, 'MG-0001', 1)
  const old = bundleOf(made, oldPlan, 'MIMSYNC')
  const signer = made.authority.key?.signer
  if (!signer) throw new Error('the key is not installed')
  const second = await installOwnKey(made)
  const young = bundleOf(made, await signedPlan(made, 'MG-0002', 1), 'MIMSYNC')
  const recallList = await listOf(made)
  const decisions = decisionMutations(made, decisionsOf(old)).map(({ name, words, file }) => ({
    name,
    words,
    bytes: bytes(file),
  }))
  const forged = await resigned(
    old,
    decisions.find(({ name }) => name.endsWith('signed by another key'))?.bytes,
    signer,
  )
  await signedPlan(made, 'MG-0001', 2)
  const superseding = await listOf(made)
  return {
    pins: { first, second },
    old: await zipped(old),
    young: await zipped(young),
    recallList,
    superseding,
    decisions,
    forged: await zipped(forged),
    statement: old.get(BUNDLE_FILES.plan) ?? new Uint8Array(),
  }
}

const bytes = (value: unknown) => new Uint8Array(Buffer.from(canonicalJson(value), 'utf8'))
const text = (files: Files, path: string) => Buffer.from(files.get(path) ?? []).toString('utf8')
const decisionsOf = (files: Files): DecisionsFile => JSON.parse(text(files, BUNDLE_FILES.decisions))

/** The bundle with other decisions, under a manifest that the key signed: what it could be tricked into. */
async function resigned(bundle: Files, decisions = new Uint8Array(), signer: CodeSigner): Promise<Files> {
  const files = new Map(bundle).set(BUNDLE_FILES.decisions, decisions)
  const manifest = JSON.parse(text(files, BUNDLE_FILES.manifest))
  for (const entry of manifest.files) {
    const content = files.get(entry.path) ?? new Uint8Array()
    Object.assign(entry, { bytes: content.length, sha256: sha256Hex(content) })
  }
  files.set(BUNDLE_FILES.manifest, bytes(manifest))
  return files.set(BUNDLE_FILES.signature, await signDetached(bytes(manifest), signer, START))
}

async function listOf({ authority }: ProductionSigner): Promise<Uint8Array> {
  return Buffer.from((await signerProcess(authority).recallList()).base64, 'base64')
}

/** Makes a key with a certificate of its own for three years, and installs it. Yields the certificate's SHA-256. */
async function installOwnKey({ authority, now }: ProductionSigner): Promise<string> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 3072, publicExponent: 0x10001 })
  const certificate = selfSignedCertificate({
    commonName: 'MIM gMSA signer',
    organization: 'Contoso',
    serial: randomBytes(16),
    ...pair,
    notBefore: new Date(now.getTime() - 86_400_000),
    notAfter: new Date(now.getTime() + 3 * 365 * 86_400_000),
  })
  return installKey(authority, pair.privateKey, [certificate]).key.certificateSha256
}

function enrolRsaPasskey(made: ProductionSigner, person: string): void {
  const passkey = softwarePasskey(person, { algorithm: 'RS256' })
  made.passkeys.set(person, passkey)
  made.apply({ action: 'add-credential', credential: passkey.credential }, ['tilda', 'theo'])
}

/** Submitted by Ines, approved by Tomas and Amara with their passkeys, signed. Yields the plan digest. */
async function signedPlan(made: ProductionSigner, requestId: string, revision: number): Promise<string> {
  const signer = signerProcess(made.authority)
  const input = buildInput({ requestId, revision, mode: 'production' })
  const { planDigest } = await signer.submit(buildSubmission(made.genesis, input))
  const record = made.authority.record(planDigest)
  const { policy } = made.authority.content(record)
  for (const [person, word] of [
    ['ines', 'submit'],
    ['tomas', 'approve'],
    ['amara', 'approve'],
  ] as const) {
    const decision = made.decision(planDigest, person, word)
    journalDecision(made.authority.ledger, { record, policy, decision, comment: null, evidence: made.assert(decision) })
  }
  await signer.sign(planDigest)
  return planDigest
}

async function zipped(files: Files): Promise<Uint8Array> {
  const folder = bundleFolder(JSON.parse(text(files, BUNDLE_FILES.manifest)))
  return writeZip([...files].map(([path, content]) => ({ path: `${folder}/${path}`, bytes: content })))
}

import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { inclusionProof } from '#core/bytes/merkle.ts'
import type { GeneratedFile, GeneratedOutline, OutlinedTarget } from '#core/generate/types.ts'
import type { Manifest } from '#core/statement/schemas.ts'
import { isScript, signScript } from '#crypto/authenticode/sign-script.ts'
import { BUNDLE_FILES } from '#crypto/bundle/layout.ts'
import { signDetached } from '#crypto/cms/sign.ts'
import { sha256Hex } from '#crypto/digest.ts'
import type { CodeSigner } from '#crypto/x509/code-signer.ts'
import { certificatePem } from '#crypto/x509/read-certificate.ts'

export interface SignedTarget {
  readonly target: string
  readonly manifest: Uint8Array
  readonly signature: Uint8Array
  /** Files that differ from the approved bytes, or that the signer added; without manifest and signature. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

export interface SigningInput {
  readonly generated: GeneratedOutline
  readonly decisions: Uint8Array
  readonly cover: (target: string) => Uint8Array
  readonly signer: CodeSigner
  /** When the quorum was reached: the signing time, so that signing again gives the same bytes. */
  readonly at: Date
}

type ManifestFile = Manifest['files'][number]

/** Signs every target of a plan, one after the other; the same input and key give the same bytes. */
export async function* signPlan(input: SigningInput): AsyncGenerator<SignedTarget> {
  const scripts = new Map<string, Uint8Array>()
  const leaves = input.generated.targets.map(({ statementBytes }) => statementBytes)
  for (const [index, target] of input.generated.targets.entries()) {
    const proof = {
      type: 'mim-gmsa/inclusion-proof/1',
      planDigest: input.generated.planDigest,
      index,
      size: leaves.length,
      hashes: inclusionProof(leaves, index),
    }
    yield await signTarget(input, target, Buffer.from(canonicalJson(proof), 'utf8'), scripts)
  }
}

async function signTarget(
  input: SigningInput,
  target: OutlinedTarget,
  proof: Uint8Array,
  scripts: Map<string, Uint8Array>,
): Promise<SignedTarget> {
  const { signer, at } = input
  const signed: { path: string; bytes: Uint8Array }[] = []
  const listed: ManifestFile[] = []
  // Nobody reads the other files here: what was approved of them stands in the statement.
  const unsigned = new Map(target.makeFiles(isScript).map((file) => [file.path, file]))
  for (const approved of target.statement.files) {
    if (!isScript(approved.path)) {
      listed.push(approved)
      continue
    }
    const file = unsigned.get(approved.path)
    if (file?.sha256 !== approved.sha256) throw new RangeError(`${approved.path} is another one than was approved`)
    const bytes = await signOnce(file, signer, scripts)
    signed.push({ path: file.path, bytes })
    listed.push({ ...entry(file.path, bytes), unsignedSha256: file.sha256 })
  }
  const added = addedFiles(input, target, proof)
  listed.push(...added.map(({ path, bytes }) => entry(path, bytes)))
  const manifest = manifestBytes(input.generated, target.target, listed)
  const signature = await signDetached(manifest, signer, at)
  return { target: target.target, manifest, signature, files: [...signed, ...added] }
}

// RSA is the cost: the module's files are the same for every target and are signed once.
async function signOnce(
  file: GeneratedFile,
  signer: CodeSigner,
  scripts: Map<string, Uint8Array>,
): Promise<Uint8Array> {
  const known = scripts.get(file.sha256)
  if (known) return known
  const bytes = await signScript(file.bytes, signer)
  scripts.set(file.sha256, bytes)
  return bytes
}

function addedFiles({ generated, decisions, cover, signer }: SigningInput, target: OutlinedTarget, proof: Uint8Array) {
  const files = [
    { path: BUNDLE_FILES.cover, bytes: cover(target.target) },
    { path: BUNDLE_FILES.plan, bytes: generated.statementBytes },
    { path: BUNDLE_FILES.target, bytes: target.statementBytes },
    { path: BUNDLE_FILES.inclusion, bytes: proof },
    { path: BUNDLE_FILES.decisions, bytes: decisions },
    { path: BUNDLE_FILES.certificate, bytes: signer.certificate },
    { path: BUNDLE_FILES.certificatePem, bytes: pemOf([signer.certificate, ...signer.chain]) },
  ]
  if (signer.chain.length === 0) return files
  return [...files, { path: BUNDLE_FILES.chainPem, bytes: pemOf(signer.chain) }]
}

// The issuers stand in `signing.pem` too: so it is the -CAfile of every tool, whether the certificate is self-signed or not.
const pemOf = (certificates: readonly Uint8Array[]) => Buffer.from(certificates.map(certificatePem).join(''), 'utf8')

const entry = (path: string, bytes: Uint8Array): ManifestFile => ({
  path,
  bytes: bytes.length,
  sha256: sha256Hex(bytes),
})

function manifestBytes(
  { statement, planDigest }: GeneratedOutline,
  target: string,
  files: readonly ManifestFile[],
): Uint8Array {
  const manifest: Manifest = {
    type: 'mim-gmsa/manifest/1',
    genesis: statement.genesis,
    planDigest,
    requestId: statement.requestId,
    revision: statement.revision,
    mode: statement.mode,
    target,
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  }
  return Buffer.from(canonicalJson(manifest), 'utf8')
}

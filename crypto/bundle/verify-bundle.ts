import { FormatError } from '../format-error.ts'
import { checkEvidence, checkPolicy, checkQuorum } from './check-decisions.ts'
import { checkComplete, checkHashes, checkPaths, checkScripts, checkStatement } from './check-files.ts'
import { checkCertificateFile, checkFolder, checkGenesis, checkInclusion, checkPlanDigest } from './check-plan.ts'
import { BundleParts } from './parts.ts'

/** One question that was asked of a bundle, and its answer in a sentence. */
export interface Check {
  readonly id: string
  readonly title: string
  readonly ok: boolean
  readonly detail: string
}

export interface VerifyOptions {
  /** Accept a bundle that says DEMO. Its certificate is believed by nobody. */
  readonly allowDemo: boolean
  /** SHA-256 of the signing certificate as read from the signer's console, hex. A production bundle is refused without it. */
  readonly certificateSha256?: string
  /** Name of the folder that held the files in a ZIP. */
  readonly folder?: string
}

/**
 * Judges a bundle by its own bytes and the pinned certificate alone. Paths are relative to the bundle's folder. Every check is made
 * and told; a bad bundle never throws. The bundle may be believed only when every check is ok.
 */
export function verifyBundle(files: ReadonlyMap<string, Uint8Array>, options: VerifyOptions): Check[] {
  const parts = new BundleParts(files)
  const { folder } = options
  const checks: [id: string, title: string, run: (parts: BundleParts) => string][] = [
    ['paths', 'Paths are safe on Windows', checkPaths],
    ['manifest', 'The manifest is signed', describeSignature],
    ['certificate', 'The certificate is the expected one', (of) => checkPin(of, options)],
    ['mode', 'The bundle is for real use', (of) => checkMode(of, options)],
    ['complete', 'No file is missing or added', checkComplete],
    ['hashes', 'Every file is the signed one', checkHashes],
    ['scripts', 'Every script is signed', checkScripts],
    ['certificate-file', 'The certificate in the bundle signed it', checkCertificateFile],
    ['statement', 'Every file was approved', checkStatement],
    ['plan', 'All parts speak of one plan', checkPlanDigest],
    ['inclusion', 'The target belongs to the plan', checkInclusion],
    ['genesis', 'The plan was made for this signer', checkGenesis],
    ['policy', 'The policy is the pinned one', checkPolicy],
    ['evidence', 'Every decision carries its evidence', checkEvidence],
    ['quorum', 'Enough people approved', checkQuorum],
  ]
  if (folder !== undefined) checks.unshift(['folder', 'The folder names the bundle', (of) => checkFolder(of, folder)])
  return checks.map(([id, title, run]) => ({ id, title, ...answer(() => run(parts)) }))
}

function answer(run: () => string): { ok: boolean; detail: string } {
  try {
    return { ok: true, detail: run() }
  } catch (error) {
    return { ok: false, detail: error instanceof FormatError ? error.message : 'The bundle can not be read.' }
  }
}

function describeSignature({ signature, manifest }: BundleParts): string {
  return `${manifest.requestId} revision ${manifest.revision}, ${manifest.target}, signed ${signature.at.toISOString()} by ${signature.certificate.subject}`
}

// A bundle can not vouch for itself: anybody can make a certificate.
function checkPin({ signature, manifest }: BundleParts, { certificateSha256, allowDemo }: VerifyOptions): string {
  const { sha256 } = signature.certificate
  if (certificateSha256 === undefined) {
    if (manifest.mode === 'demo' && allowDemo) return `DEMO, not compared with anything: ${sha256}`
    throw new FormatError(
      'BUNDLE',
      `Not compared: give the SHA-256 that the signer’s console shows. The bundle claims ${sha256}.`,
    )
  }
  if (certificateSha256.toLowerCase() !== sha256)
    throw new FormatError('BUNDLE', `Signed by another certificate: ${sha256}.`)
  return sha256
}

function checkMode({ manifest }: BundleParts, { allowDemo }: VerifyOptions): string {
  if (manifest.mode === 'production') return 'production'
  if (allowDemo) return 'DEMO, accepted because you allowed it; never run it on a production server'
  throw new FormatError('BUNDLE', 'This is a DEMO bundle. It is refused unless demo bundles are allowed explicitly.')
}

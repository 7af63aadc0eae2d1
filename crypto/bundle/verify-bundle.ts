import { FormatError } from '../format-error.ts'
import { checkCertificateFile, checkSignatureChain } from './check-certificates.ts'
import { checkEvidence, checkPolicy, checkQuorum } from './check-decisions.ts'
import { checkComplete, checkHashes, checkPaths, checkScripts, checkStatement } from './check-files.ts'
import { checkFolder, checkGenesis, checkInclusion, checkPlanDigest } from './check-plan.ts'
import { checkHost, checkRecall, checkWindow } from './check-use.ts'
import { BundleParts } from './parts.ts'

/** One question that was asked of a bundle, what a yes to it proves, and its answer in a sentence. */
export interface Check {
  readonly id: string
  readonly title: string
  readonly proves: string
  readonly ok: boolean
  /** True when the caller gave nothing to judge by: nothing is proved. */
  readonly skipped: boolean
  readonly detail: string
}

export interface VerifyOptions {
  /** Accept a bundle that says DEMO. Its certificate is believed by nobody. */
  readonly allowDemo: boolean
  /** SHA-256 of signing certificates as read from the signer's console, hex. A production bundle is refused without one. */
  readonly certificateSha256?: readonly string[]
  /** Name of the folder that held the files in a ZIP. */
  readonly folder?: string
  /** Refuse unless the bundle is for this host. */
  readonly host?: string
  /** Refuse unless a window is open at this instant. */
  readonly windowAt?: Date
  /** `recall-list.p7m` of the same signer. */
  readonly recallList?: Uint8Array
  /** Why a recall list that is too old must do. */
  readonly staleReason?: string
  readonly now: Date
}

type Run = (parts: BundleParts) => string
type Question = [id: string, title: string, proves: string, run: Run | null]

/**
 * Judges a bundle by its own bytes, the pinned certificate and the recall list alone. Paths are relative to the bundle's folder. Every
 * check is made and told; a bad bundle never throws. The bundle may be believed only when every check is ok.
 */
export function verifyBundle(files: ReadonlyMap<string, Uint8Array>, options: VerifyOptions): Check[] {
  const parts = new BundleParts(files)
  return questions(options).map(([id, title, proves, run]) => {
    if (run === null) return { id, title, proves, ok: true, skipped: true, detail: NOT_ASKED[id] ?? '' }
    return { id, title, proves, skipped: false, ...answer(() => run(parts)) }
  })
}

const NOT_ASKED: Readonly<Record<string, string>> = {
  host: 'not asked: --host says where it is to run',
  window: 'not asked: --at says when it is to run',
  recall: 'not asked: --recall-list takes the list that the portal serves',
}

function questions(options: VerifyOptions): Question[] {
  const { folder, host, windowAt, recallList } = options
  const named: Question[] =
    folder === undefined
      ? []
      : [
          [
            'folder',
            'The folder names the bundle',
            'the ZIP was not renamed for another request or host',
            (of) => checkFolder(of, folder),
          ],
        ]
  return [
    ...named,
    ['paths', 'Paths are safe on Windows', 'unpacking writes below one folder and each file once', checkPaths],
    ['manifest', 'The manifest is signed', 'the holder of the signing key wrote this list of files', describeSignature],
    [
      'certificate',
      'The certificate is the expected one',
      'that key is the signer’s, not an attacker’s',
      (of) => checkPin(of, options),
    ],
    [
      'chain',
      'The certificate’s chain is whole',
      'each issuer vouched for the next, up to the root',
      checkSignatureChain,
    ],
    ['mode', 'The bundle is for real use', 'it was approved with real decisions', (of) => checkMode(of, options)],
    ['complete', 'No file is missing or added', 'nothing runs that the signer did not list', checkComplete],
    ['hashes', 'Every file is the signed one', 'no byte was changed since', checkHashes],
    [
      'scripts',
      'Every script is signed',
      'Windows accepts each by itself, and no code follows a signature',
      checkScripts,
    ],
    [
      'certificate-file',
      'The certificate in the bundle signed it',
      'what people look at is what counted',
      checkCertificateFile,
    ],
    ['statement', 'Every file was approved', 'the signer added nothing to what people decided on', checkStatement],
    ['plan', 'All parts speak of one plan', 'decisions of another plan were not put beside it', checkPlanDigest],
    ['inclusion', 'The target belongs to the plan', 'this host was part of what people saw', checkInclusion],
    ['genesis', 'The plan was made for this signer', 'people and policies are those of one journal', checkGenesis],
    ['policy', 'The policy is the pinned one', 'nobody lowered the bar afterwards', checkPolicy],
    ['evidence', 'Every decision carries its evidence', 'the people themselves decided', checkEvidence],
    ['quorum', 'Enough people approved', 'each seat is filled by another person, and nobody rejects', checkQuorum],
    [
      'host',
      'The bundle is for this host',
      'it is not carried out elsewhere',
      host === undefined ? null : (of) => checkHost(of, host),
    ],
    [
      'window',
      'A window is open',
      'it is not carried out early or late',
      windowAt === undefined ? null : (of) => checkWindow(of, windowAt),
    ],
    [
      'recall',
      'The plan was not recalled',
      'nobody took it back after signing',
      recallList === undefined ? null : (of) => checkRecall(of, recallList, options),
    ],
  ]
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
function checkPin({ signature, manifest }: BundleParts, { certificateSha256 = [], allowDemo }: VerifyOptions): string {
  const { sha256 } = signature.certificate
  if (certificateSha256.length === 0) {
    if (manifest.mode === 'demo' && allowDemo) return `DEMO, not compared with anything: ${sha256}`
    throw new FormatError(
      'BUNDLE',
      `Not compared: give the SHA-256 that the signer’s console shows. The bundle claims ${sha256}.`,
    )
  }
  if (!certificateSha256.includes(sha256)) throw new FormatError('BUNDLE', `Signed by another certificate: ${sha256}.`)
  return sha256
}

function checkMode({ manifest, signature }: BundleParts, { allowDemo }: VerifyOptions): string {
  if (manifest.mode === 'production') {
    if (/\bDEMO\b/.test(signature.certificate.subject)) {
      throw new FormatError('BUNDLE', 'A DEMO key signed a bundle that claims to be for production.')
    }
    return 'production'
  }
  if (allowDemo) return 'DEMO, accepted because you allowed it; never run it on a production server'
  throw new FormatError('BUNDLE', 'This is a DEMO bundle. It is refused unless demo bundles are allowed explicitly.')
}

import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { verifyInclusion } from '#core/bytes/merkle.ts'
import { sha256Hex } from '../digest.ts'
import { FormatError } from '../format-error.ts'
import { BUNDLE_FILES, bundleFolder } from './layout.ts'
import type { BundleParts } from './parts.ts'

const bad = (sentence: string) => new FormatError('BUNDLE', sentence)

/** The plan digest is the SHA-256 of the plan statement, and every part speaks of the same plan, request and target. */
export function checkPlanDigest(parts: BundleParts): string {
  const { manifest, plan, target, inclusion, decisions } = parts
  const planDigest = sha256Hex(parts.bytes(BUNDLE_FILES.plan))
  const named = { manifest: manifest.planDigest, inclusion: inclusion.planDigest, decisions: decisions.planDigest }
  for (const [part, stated] of Object.entries(named)) {
    if (stated !== planDigest) throw bad(`The ${part} belongs to another plan.`)
  }
  for (const field of ['genesis', 'requestId', 'revision', 'mode'] as const) {
    if (manifest[field] !== plan[field]) throw bad(`Manifest and plan statement name another ${field}.`)
  }
  if (manifest.target !== target.target) throw bad('Manifest and target statement name another target.')
  return planDigest
}

/** The target statement is a leaf of the plan's Merkle tree (RFC 6962), at a place that can exist in a tree of that size. */
export function checkInclusion(parts: BundleParts): string {
  const { plan, inclusion } = parts
  if (inclusion.size !== plan.targetCount)
    throw bad('The proof of membership is for a plan with another number of targets.')
  const leaf = parts.bytes(BUNDLE_FILES.target)
  if (!verifyInclusion(leaf, inclusion, plan.targetsRoot)) {
    throw bad('The target statement is not part of the approved plan.')
  }
  return `target ${inclusion.index + 1} of ${inclusion.size}`
}

/** The signer’s genesis is the one that the plan names, and it names the signing certificate where it names one. */
export function checkGenesis({ decisions: { genesis }, plan, signature }: BundleParts): string {
  const sha256 = sha256Hex(Buffer.from(canonicalJson(genesis), 'utf8'))
  if (sha256 !== plan.genesis) throw bad('The plan was made for another signer.')
  if (genesis.mode !== plan.mode) throw bad('Signer and plan are of different modes.')
  // A DEMO key is never changed. A signer in production changes its key; there the pin says which one counts.
  if (genesis.mode === 'demo' && genesis.certificateSha256 !== signature.certificate.sha256) {
    throw bad('The certificate is not the one that the signer was founded with.')
  }
  return sha256
}

/** The ZIP’s only folder is named after request, revision and target. */
export function checkFolder(parts: BundleParts, folder: string): string {
  const expected = bundleFolder(parts.manifest)
  if (folder !== expected) throw bad(`The folder is named ${folder}; it must be ${expected}.`)
  return expected
}

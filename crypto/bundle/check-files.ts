import { isScript } from '../authenticode/sign-script.ts'
import { verifyScript } from '../authenticode/verify-script.ts'
import { sha256Hex } from '../digest.ts'
import { FormatError } from '../format-error.ts'
import { checkEntryPath, checkPathsDistinct } from '../zip/entry-path.ts'
import { BUNDLE_FILES, isAddedBySigner } from './layout.ts'
import type { BundleParts } from './parts.ts'

const bad = (sentence: string) => new FormatError('BUNDLE', sentence)

/** Every path is one that Windows and Linux read alike. */
export function checkPaths({ files }: BundleParts): string {
  for (const path of files.keys()) checkEntryPath(path)
  checkPathsDistinct(files.keys())
  return `${files.size} files`
}

/** The manifest lists every file but itself and its signature, once, in order; nothing is missing, nothing was added. */
export function checkComplete({ files, manifest }: BundleParts): string {
  const listed = manifest.files.map(({ path }) => path)
  if (listed.some((path, i) => i > 0 && path <= (listed[i - 1] ?? ''))) throw bad('The manifest is not in order.')
  const present = new Set(files.keys())
  present.delete(BUNDLE_FILES.manifest)
  present.delete(BUNDLE_FILES.signature)
  for (const path of listed) if (!present.delete(path)) throw bad(`${path} stands in the manifest and is missing.`)
  const [extra] = present
  if (extra !== undefined) throw bad(`${extra} was added: the manifest does not list it.`)
  return `${listed.length} files listed, none missing, none added`
}

/** Size and SHA-256 of every file are those of the manifest. */
export function checkHashes(parts: BundleParts): string {
  for (const { path, bytes, sha256 } of parts.manifest.files) {
    const content = parts.bytes(path)
    if (content.length !== bytes || sha256Hex(content) !== sha256) throw bad(`${path} is not the file that was signed.`)
  }
  return `${parts.manifest.files.length} hashes recomputed`
}

/** Every PowerShell file carries an Authenticode signature by the manifest's certificate that ends the file. */
export function checkScripts(parts: BundleParts): string {
  const { certificate } = parts.signature
  let count = 0
  for (const { path, unsignedSha256 } of parts.manifest.files) {
    if (!isScript(path)) {
      if (unsignedSha256 !== undefined) throw bad(`${path} is no script and can carry no signature.`)
      continue
    }
    const verified = inFile(path, () => verifyScript(parts.bytes(path)))
    if (verified.certificate.sha256 !== certificate.sha256) throw bad(`${path} is signed with another certificate.`)
    if (sha256Hex(verified.unsigned) !== unsignedSha256) throw bad(`${path} is not the script that the manifest names.`)
    count++
  }
  if (count === 0) throw bad('The bundle holds no script.')
  return `${count} scripts signed by the same certificate`
}

function inFile<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw bad(`${path}: ${error instanceof FormatError ? error.message : 'can not be read.'}`)
  }
}

/** The approved files of this target are exactly the files of the bundle, less what the signer adds, before signing. */
export function checkStatement({ manifest, target }: BundleParts): string {
  const approved = new Map(target.files.map((file) => [file.path, file]))
  if (approved.size !== target.files.length) throw bad('The target statement names a file twice.')
  for (const { path, bytes, sha256, unsignedSha256 } of manifest.files) {
    const file = approved.get(path)
    approved.delete(path)
    if (isAddedBySigner(path)) {
      if (file) throw bad(`${path} is the signer’s and can not be approved as a file of the target.`)
      continue
    }
    if (!file) throw bad(`${path} was not approved: the target statement does not name it.`)
    if (file.sha256 !== (unsignedSha256 ?? sha256) || (unsignedSha256 === undefined && file.bytes !== bytes)) {
      throw bad(`${path} is not the file that was approved.`)
    }
  }
  const [missing] = approved.keys()
  if (missing !== undefined) throw bad(`${missing} was approved and is missing.`)
  return `${target.files.length} approved files of ${target.target}`
}

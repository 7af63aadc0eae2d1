import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#core/errors/app-error.ts'
import { manifestSchema } from '#core/statement/schemas.ts'
import { BUNDLE_FILES, isAddedBySigner } from '#crypto/bundle/layout.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { writeFileDurably } from '../journal/durable-file.ts'
import type { BlobStore } from '../store/blob-store.ts'
import type { SignedTarget } from './sign-plan.ts'

export interface SignedFile {
  readonly path: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

/** Signed output: every file under its hash, the manifest leads to them, and its signature lies under the manifest's hash. */
export class SignedStore {
  readonly #blobs: BlobStore
  readonly #dir: string

  constructor(blobs: BlobStore, dir: string) {
    this.#blobs = blobs
    this.#dir = dir
    mkdirSync(dir, { recursive: true, mode: 0o700 })
  }

  /** Yields the SHA-256 of the manifest once everything is on the disk. */
  put({ files, manifest, signature }: SignedTarget): string {
    for (const { bytes } of files) this.#blobs.put(bytes)
    const sha256 = this.#blobs.put(manifest)
    writeFileDurably(this.#signaturePath(sha256), signature)
    return sha256
  }

  /** What differs from, or is added to, the approved files of one bundle. */
  get(manifestSha256: string): SignedFile[] {
    const bytes = this.#blobs.get(manifestSha256)
    const manifest = manifestSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
    const files = manifest.files
      .filter(({ path, unsignedSha256 }) => unsignedSha256 !== undefined || isAddedBySigner(path))
      .map(({ path, sha256 }) => ({ path, sha256, bytes: this.#blobs.get(sha256) }))
    const signature = this.#signature(manifestSha256)
    return [
      ...files,
      { path: BUNDLE_FILES.manifest, sha256: manifestSha256, bytes },
      { path: BUNDLE_FILES.signature, sha256: sha256Hex(signature), bytes: signature },
    ]
  }

  #signature(manifestSha256: string): Uint8Array {
    const path = this.#signaturePath(manifestSha256)
    if (!existsSync(path)) {
      throw new AppError(
        'INTERNAL',
        'A signature is missing from the signer’s folder. Restore the folder from its backup.',
      )
    }
    return new Uint8Array(readFileSync(path))
  }

  #signaturePath(manifestSha256: string): string {
    return join(this.#dir, `${manifestSha256}.p7s`)
  }
}

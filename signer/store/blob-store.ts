import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '#core/errors/app-error.ts'
import { sha256Hex } from '#crypto/digest.ts'
import { syncFolder, writeFileDurably } from '../journal/durable-file.ts'

/** Bytes under their own SHA-256: written once, checked whenever they are read. */
export class BlobStore {
  readonly #dir: string

  constructor(dir: string) {
    this.#dir = dir
    mkdirSync(dir, { recursive: true, mode: 0o700 })
  }

  put(bytes: Uint8Array): string {
    const sha256 = sha256Hex(bytes)
    const path = this.#path(sha256)
    if (!existsSync(path)) {
      mkdirSync(join(this.#dir, sha256.slice(0, 2)), { recursive: true, mode: 0o700 })
      writeFileDurably(path, bytes)
    }
    return sha256
  }

  get(sha256: string): Uint8Array {
    const bytes = existsSync(this.#path(sha256)) ? readFileSync(this.#path(sha256)) : null
    if (bytes === null || sha256Hex(bytes) !== sha256) {
      throw new AppError(
        'INTERNAL',
        'A file of the signer’s folder is missing or damaged. Restore the folder from its backup.',
        {
          message: `blob ${sha256}`,
        },
      )
    }
    return new Uint8Array(bytes)
  }

  has(sha256: string): boolean {
    return existsSync(this.#path(sha256))
  }

  /** Overwrites the bytes in place and removes the file. Nothing happens when it is gone already. */
  erase(sha256: string): void {
    const path = this.#path(sha256)
    if (!existsSync(path)) return
    const file = openSync(path, 'r+')
    try {
      writeSync(file, Buffer.alloc(statSync(path).size))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    unlinkSync(path)
    syncFolder(dirname(path))
  }

  #path(sha256: string): string {
    return join(this.#dir, sha256.slice(0, 2), sha256)
  }
}

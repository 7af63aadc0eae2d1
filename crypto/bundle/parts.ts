import type { z } from 'zod'
import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { type DecisionsFile, decisionsFileSchema } from '#core/protocol/decisions-file.ts'
import {
  type InclusionProof,
  inclusionProofSchema,
  type Manifest,
  manifestSchema,
  type PlanStatement,
  planStatementSchema,
  type TargetStatement,
  targetStatementSchema,
} from '#core/statement/schemas.ts'
import { verifyDetached } from '../cms/verify.ts'
import { FormatError } from '../format-error.ts'
import type { CodeCertificate } from '../x509/read-certificate.ts'
import { BUNDLE_FILES } from './layout.ts'

/** The files of a bundle, paths below its folder, and their parsed parts. Each getter throws FormatError while its part is bad. */
export class BundleParts {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly #parsed = new Map<string, unknown>()

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.files = files
  }

  bytes(path: string): Uint8Array {
    const bytes = this.files.get(path)
    if (bytes === undefined) throw new FormatError('BUNDLE', `${path} is missing.`)
    return bytes
  }

  get manifest(): Manifest {
    return this.#json(BUNDLE_FILES.manifest, manifestSchema)
  }
  get plan(): PlanStatement {
    return this.#json(BUNDLE_FILES.plan, planStatementSchema)
  }
  get target(): TargetStatement {
    return this.#json(BUNDLE_FILES.target, targetStatementSchema)
  }
  get inclusion(): InclusionProof {
    return this.#json(BUNDLE_FILES.inclusion, inclusionProofSchema)
  }
  get decisions(): DecisionsFile {
    return this.#json(BUNDLE_FILES.decisions, decisionsFileSchema)
  }

  /** Who signed the manifest, with what issuers, and when they say so. */
  get signature(): { certificate: CodeCertificate; issuers: readonly Uint8Array[]; at: Date } {
    return this.#once('signature', () =>
      verifyDetached(this.bytes(BUNDLE_FILES.manifest), this.bytes(BUNDLE_FILES.signature)),
    )
  }

  // Signed JSON counts only as the bytes that were signed: parsed and written again it must be the same.
  #json<T>(path: string, schema: z.ZodType<T>): T {
    return this.#once(path, () => {
      const text = decodeText(path, this.bytes(path))
      const parsed = schema.safeParse(parseJson(path, text))
      if (!parsed.success) throw new FormatError('BUNDLE', `${path} is of an unknown shape.`)
      if (canonicalJson(parsed.data) !== text)
        throw new FormatError('BUNDLE', `${path} is not canonical JSON (RFC 8785).`)
      return parsed.data
    })
  }

  #once<T>(key: string, make: () => T): T {
    if (!this.#parsed.has(key)) this.#parsed.set(key, make())
    return this.#parsed.get(key) as T
  }
}

function decodeText(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw new FormatError('BUNDLE', `${path} is not UTF-8.`, error)
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new FormatError('BUNDLE', `${path} is not JSON.`, error)
  }
}

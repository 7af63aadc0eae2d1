import { sha256Hex } from '#core/bytes/sha256.ts'
import { visible } from '#core/environment/characters.ts'
import { describeIssue } from '#core/environment/schema-issue.ts'
import { AppError } from '#core/errors/app-error.ts'
import { unwantedKey } from './json-keys.ts'
import {
  DISCOVERY_TYPE,
  type DiscoveryFile,
  discoverySchema,
  MAX_DISCOVERY_BYTES,
  MAX_DISCOVERY_FILES,
} from './schema.ts'

/** A discovery file beside the digest of its bytes, which names it in the audit log. */
export interface SourcedFile {
  readonly name: string
  readonly sha256: string
  readonly file: DiscoveryFile
}

export interface NamedText {
  readonly name: string
  readonly text: string
}

/** Reads several files, or none: the first that is refused is named, and nothing is taken over. The same bytes count once. */
export function parseDiscoveries(files: readonly NamedText[]): SourcedFile[] {
  if (files.length === 0) throw new AppError('BAD_INPUT', 'There is no discovery file. Choose at least one.')
  if (files.length > MAX_DISCOVERY_FILES) {
    throw new AppError(
      'TOO_LARGE',
      `These are ${files.length} files; one import takes at most ${MAX_DISCOVERY_FILES}. Import them in parts.`,
    )
  }
  const read = files.map(parseDiscovery)
  return read.filter(({ sha256 }, index) => read.findIndex((other) => other.sha256 === sha256) === index)
}

/**
 * Reads one discovery file. Refuses more than 1,000,000 bytes of UTF-8 (TOO_LARGE), text that is no strict JSON, has a key twice
 * or `__proto__`, is of another type or version, or does not fit the schema (BAD_INPUT, with file, field, rule and remedy).
 */
export function parseDiscovery({ name, text }: NamedText): SourcedFile {
  const shown = visible(name)
  refuseSize(shown, text)
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text
  const value = parseJson(shown, plain)
  refuseForeign(shown, value)
  const result = discoverySchema.safeParse(value)
  if (result.success) return { name, sha256: sha256Hex(text), file: result.data }
  const issues = result.error.issues.flatMap(describeIssue)
  const [first] = issues
  const more = issues.length > 1 ? ` There ${issues.length === 2 ? 'is 1 more' : `are ${issues.length - 1} more`}.` : ''
  const where = first?.path ? `${first.path} ` : 'The document '
  throw refusal(shown, `${where}${first?.rule}. Run Get-MimGmsaEnvironment.ps1 of this release again.${more}`, {
    issues: issues.slice(0, 20),
    issueCount: issues.length,
  })
}

function refuseSize(name: string, text: string): void {
  const bytes = text.length > MAX_DISCOVERY_BYTES ? text.length : new TextEncoder().encode(text).length
  if (bytes <= MAX_DISCOVERY_BYTES) return
  throw new AppError(
    'TOO_LARGE',
    `${name} was refused: it is larger than ${MAX_DISCOVERY_BYTES} bytes, and no discovery file is. Choose the file that Get-MimGmsaEnvironment.ps1 wrote.`,
    { details: { maxBytes: MAX_DISCOVERY_BYTES } },
  )
}

function parseJson(name: string, text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? visible(cause.message) : 'unknown'
    throw refusal(name, `it is not valid JSON: ${reason}. Choose the file that the script wrote.`, {}, cause)
  }
  const unwanted = unwantedKey(text)
  if (!unwanted) return value
  const key = visible(unwanted.key).slice(0, 80)
  throw refusal(
    name,
    unwanted.kind === 'duplicate'
      ? `it gives the field ${key} twice in one object, so that two readers could read different facts. Run the script again.`
      : `it has a field ${key}, which no discovery file has. Run the script again.`,
  )
}

function refuseForeign(name: string, value: unknown): void {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  if (type === DISCOVERY_TYPE) return
  if (typeof type === 'string' && type.startsWith('mim-gmsa/discovery/')) {
    throw refusal(
      name,
      `it is of the type ${visible(type).slice(0, 60)}; this portal reads ${DISCOVERY_TYPE}. Download the script again here and run it once more.`,
    )
  }
  throw refusal(
    name,
    `it is no discovery file: its field type is not ${DISCOVERY_TYPE}. Choose the file that the script wrote.`,
  )
}

const refusal = (name: string, words: string, details: Record<string, unknown> = {}, cause?: unknown): AppError =>
  new AppError('BAD_INPUT', `${name} was refused: ${words}`, { details, cause })

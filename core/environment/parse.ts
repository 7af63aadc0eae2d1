import { AppError } from '#core/errors/app-error.ts'
import { type Environment, environmentSchema, MAX_ENVIRONMENT_BYTES, MAX_SERVERS } from './environment.ts'
import { describeIssue, type SchemaIssue } from './schema-issue.ts'

const MAX_LISTED_ISSUES = 20

/**
 * Reads the JSON text of an environment. Refuses more than 5,000,000 bytes of UTF-8 (TOO_LARGE), and text that is no strict
 * JSON or does not fit the schema (BAD_INPUT: field, rule and remedy; up to 20 of them in `details.issues`).
 */
export function parseEnvironment(text: string): Environment {
  refuseSize(text)
  return readEnvironment(parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text))
}

/** The same for a value that is parsed already. The returned document has exactly the given content. */
export function readEnvironment(value: unknown): Environment {
  refuseServerCount(value)
  const result = environmentSchema.safeParse(value)
  if (result.success) return result.data
  const issues = result.error.issues.flatMap(describeIssue)
  throw refusal(issues)
}

function refuseSize(text: string): void {
  // A text has at least as many bytes as UTF-16 units, so that a huge one is refused before it is encoded.
  const bytes = text.length > MAX_ENVIRONMENT_BYTES ? text.length : new TextEncoder().encode(text).length
  if (bytes <= MAX_ENVIRONMENT_BYTES) return
  throw new AppError(
    'TOO_LARGE',
    `The environment is larger than ${MAX_ENVIRONMENT_BYTES} bytes. Describe one MIM installation in one document and leave everything else out.`,
    { details: { maxBytes: MAX_ENVIRONMENT_BYTES } },
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown'
    throw new AppError(
      'BAD_INPUT',
      `The environment is not valid JSON: ${reason}. Correct the file and load it again.`,
      {
        cause,
        details: { issues: [{ path: '', rule: reason, remedy: 'Correct the file.' }] },
      },
    )
  }
}

function refuseServerCount(value: unknown): void {
  if (typeof value !== 'object' || value === null || !('servers' in value) || !Array.isArray(value.servers)) return
  const { length } = value.servers
  if (length <= MAX_SERVERS) return
  throw refusal([
    {
      path: '/servers',
      rule: `lists ${length} servers; at most ${MAX_SERVERS} are allowed`,
      remedy: 'List only the servers of this MIM installation and of its databases.',
    },
  ])
}

function refusal(issues: readonly SchemaIssue[]): AppError {
  const [first] = issues
  const where = first?.path ? first.path : 'The document'
  const others =
    issues.length > 1 ? ` There ${issues.length === 2 ? 'is 1 more' : `are ${issues.length - 1} more`}.` : ''
  return new AppError('BAD_INPUT', `The environment was refused. ${where} ${first?.rule}. ${first?.remedy}${others}`, {
    details: { issues: issues.slice(0, MAX_LISTED_ISSUES), issueCount: issues.length },
  })
}

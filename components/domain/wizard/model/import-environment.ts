import { type Environment, MAX_ENVIRONMENT_BYTES } from '#core/environment/environment.ts'
import { parseEnvironment } from '#core/environment/parse.ts'
import type { SchemaIssue } from '#core/environment/schema-issue.ts'
import { AppError } from '#core/errors/app-error.ts'
import { carryAcknowledgements } from './acknowledge.ts'
import type { Draft } from './draft.ts'

/** The part of a browser's File that is needed. */
export interface ReadableFile {
  readonly name: string
  readonly size: number
  readonly text: () => Promise<string>
}

export type ImportOutcome =
  | { readonly outcome: 'read'; readonly environment: Environment }
  | {
      readonly outcome: 'refused'
      readonly message: string
      /** Field, rule and remedy, at most 20. */
      readonly issues: readonly SchemaIssue[]
      readonly issueCount: number
    }

/** Reads a chosen file. A file that is too large is refused before it is read. */
export async function readEnvironmentFile(file: ReadableFile): Promise<ImportOutcome> {
  if (file.size > MAX_ENVIRONMENT_BYTES + 3) return tooLarge(file)
  try {
    return readEnvironmentText(await file.text())
  } catch {
    return refusal(`${file.name} could not be read. Choose it again.`)
  }
}

export function readEnvironmentText(text: string): ImportOutcome {
  try {
    return { outcome: 'read', environment: parseEnvironment(text) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { issues, issueCount } = error.details as { issues?: SchemaIssue[]; issueCount?: number }
    return refusal(error.userMessage, issues, issueCount)
  }
}

/** The draft with another environment. What was said about the old one stays only where it still means the same. */
export const withEnvironment = (draft: Draft, environment: Environment): Draft => ({
  environment,
  case: carryAcknowledgements(draft.case, draft.environment, environment),
})

const tooLarge = ({ name, size }: ReadableFile): ImportOutcome =>
  refusal(
    `${name} has ${size} bytes; an environment has at most ${MAX_ENVIRONMENT_BYTES}. Describe one MIM installation in one document and leave everything else out.`,
  )

const refusal = (message: string, issues: readonly SchemaIssue[] = [], issueCount = issues.length): ImportOutcome => ({
  outcome: 'refused',
  message,
  issues,
  issueCount,
})

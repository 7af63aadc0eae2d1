import { canonicalJson } from '#core/bytes/canonical-json.ts'
import { AppError } from '#core/errors/app-error.ts'
import { generateOutline } from '#core/generate/generate.ts'
import type { GeneratedOutline, StaticFile } from '#core/generate/types.ts'
import type { Policy, Submission } from '#core/protocol/protocol.ts'
import type { PlanStatement } from '#core/statement/schemas.ts'

const refuse = (sentence: string, details: Record<string, unknown> = {}) =>
  new AppError('UNPROCESSABLE', sentence, { details })

/**
 * Makes every unsigned byte again from the generator's input, with this installation's own core and files, and compares the plan
 * statement with the one that the web sent. UNPROCESSABLE, with words that name what differs, unless they are equal.
 */
export function regenerate(
  submission: Submission,
  genesis: string,
  policy: Policy,
  staticFiles: readonly StaticFile[],
): GeneratedOutline {
  const made = generateOutline(submission.input, { genesis, policy }, staticFiles)
  if (made.outcome === 'refused') {
    const ids = [...new Set(made.blocking.map(({ ruleId }) => ruleId))].join(', ')
    throw refuse(
      `The signer refuses this plan: ${ids} stand in the way (errors, or warnings without an acknowledgement).`,
      {
        blocking: made.blocking,
      },
    )
  }
  const differing = differences(submission.planStatement, made.statement)
  if (differing.length > 0) {
    throw refuse(
      `The plan that was sent is not the one that the signer makes from the same input. It differs in: ${differing.join(', ')}.`,
      { differing },
    )
  }
  return made
}

/** Names of the fields of two plan statements that are not the same, in the order of the alphabet. */
export function differences(sent: PlanStatement, own: PlanStatement): string[] {
  const names = new Set<keyof PlanStatement>([...Object.keys(sent), ...Object.keys(own)] as (keyof PlanStatement)[])
  return [...names].filter((name) => canonicalJson(sent[name]) !== canonicalJson(own[name])).toSorted()
}

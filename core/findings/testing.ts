import { buildEnvironment } from '#core/environment/build-environment.ts'
import type { Environment } from '#core/environment/environment.ts'
import type { Finding } from './finding.ts'
import { findings } from './findings.ts'
import { visitTexts } from './text.ts'

export const AS_OF = '2026-11-24'

/** For tests: what one rule says about the Contoso sample with these changes. */
export const hits = (ruleId: string, changes: Readonly<Record<string, unknown>> = {}, asOf = AS_OF): Finding[] =>
  hitsOf(ruleId, buildEnvironment(changes), asOf)

/** The same for any environment. */
export const hitsOf = (ruleId: string, environment: Environment, asOf = AS_OF): Finding[] =>
  findings(environment, { asOf }).filter((finding) => finding.ruleId === ruleId)

export const paths = (list: readonly Finding[]): string[] => list.map(({ path }) => path)

/** Where texts stand in a document. */
export function textPaths(document: unknown): string[] {
  const places: string[] = []
  visitTexts(document, (_, path) => places.push(path()))
  return places
}

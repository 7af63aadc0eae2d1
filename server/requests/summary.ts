import { nextStep } from './next-step.ts'
import type { Situation } from './situation.ts'
import { storedWindow } from './stored.ts'
import type { RequestSummary } from './views.ts'

export function requestSummary(situation: Situation): RequestSummary {
  const { row, nameOf } = situation
  const { next, action } = nextStep(situation)
  return {
    id: row.id,
    title: row.title,
    environmentName: row.environmentName,
    kind: row.kind,
    state: row.state,
    revision: row.revision,
    owner: nameOf(row.ownerId),
    createdAt: row.createdAt,
    changedAt: row.changedAt,
    window: storedWindow(row.window),
    next,
    waitsForMe: action !== null,
    errors: row.errors,
    warnings: row.warnings,
    targets: row.targets,
  }
}

'use client'

import { useDeferredValue, useMemo } from 'react'
import type { Draft } from '#components/domain/wizard/model/draft.ts'
import { indexFindings } from '#components/domain/wizard/model/finding-index.ts'
import type { Environment } from '#core/environment/environment.ts'
import type { Finding } from '#core/findings/finding.ts'
import { allFindings, preview } from '#core/generate/preview.ts'
import type { Plan } from '#core/plan/plan.ts'

/** What the rules say of the draft, by the same program as at submission; typing never waits for it. */
export function useJudgement(draft: Draft, asOf: string, withPlan: boolean) {
  const environment = useDeferredValue(draft.environment)
  const judged = useMemo(() => judge(environment, asOf), [environment, asOf])
  const plan = useMemo(() => (withPlan ? planOf(environment, asOf) : null), [environment, asOf, withPlan])
  const index = useMemo(
    () => indexFindings(judged.findings, draft.case.acknowledgements),
    [judged, draft.case.acknowledgements],
  )
  return { ...judged, plan, index }
}

function judge(environment: Environment, asOf: string): { findings: readonly Finding[]; milliseconds: number } {
  const before = performance.now()
  const findings = allFindings(environment, asOf)
  return { findings, milliseconds: performance.now() - before }
}

/** A plan of a draft with gaps may be impossible to lay out; then there is none to show. */
function planOf(environment: Environment, asOf: string): Plan | null {
  try {
    return preview(environment, asOf).plan
  } catch {
    return null
  }
}

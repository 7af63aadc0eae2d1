'use client'

import { useDeferredValue, useMemo } from 'react'
import type { Draft } from '#components/domain/wizard/model/draft.ts'
import { indexFindings } from '#components/domain/wizard/model/finding-index.ts'
import { withPlanFindings } from '#components/domain/wizard/model/plan-findings.ts'
import type { Environment } from '#core/environment/environment.ts'
import type { Finding } from '#core/findings/finding.ts'
import { findings, sortFindings } from '#core/findings/findings.ts'
import type { DraftView } from '#server/requests/views.ts'
import { usePreview } from './use-preview.ts'

/**
 * What the rules say of the draft, by the same program as at submission. Typing never waits for it: rules follow each edit, what
 * only the plan can tell follows a pause.
 */
export function useJudgement(
  draft: Draft,
  { asOf, ciphertexts }: Pick<DraftView, 'asOf' | 'ciphertexts'>,
  withPlan: boolean,
) {
  const environment = useDeferredValue(draft.environment)
  const judged = useMemo(() => judge(environment, asOf, ciphertexts), [environment, asOf, ciphertexts])
  const preview = usePreview(environment, { asOf, ciphertexts }, withPlan)
  const all = useMemo(
    () => withPlanFindings(judged.findings, preview.current, preview.last),
    [judged, preview.current, preview.last],
  )
  const { acknowledgements } = draft.case
  const index = useMemo(() => indexFindings(all, acknowledgements), [all, acknowledgements])
  return {
    findings: all,
    milliseconds: judged.milliseconds,
    plan: preview.current?.plan ?? null,
    isPlanning: withPlan && preview.current === null,
    index,
  }
}

function judge(
  environment: Environment,
  asOf: string,
  ciphertexts: readonly string[],
): { findings: readonly Finding[]; milliseconds: number } {
  const before = performance.now()
  const found = sortFindings(findings(environment, { asOf, ciphertexts }))
  return { findings: found, milliseconds: performance.now() - before }
}

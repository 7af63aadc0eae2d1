'use client'

import { useMemo } from 'react'
import { preview } from '#core/generate/preview.ts'
import type { Plan } from '#core/plan/plan.ts'
import { useRequest } from './request-provider.tsx'

interface ShownPlan {
  readonly plan: Plan | null
  /** Computed here from the draft: nobody froze or approved it. */
  readonly isPreview: boolean
}

/** The generated plan of the shown revision, or what the draft would give today. */
export function usePlan(): ShownPlan {
  const { view } = useRequest()
  const { generated, environment } = view
  // Rules and steps of a large environment take longer than a frame.
  return useMemo(() => {
    if (generated) return { plan: generated.plan, isPreview: false }
    const today = new Date().toISOString().slice(0, 10)
    return { plan: preview(environment, today).plan, isPreview: true }
  }, [generated, environment])
}

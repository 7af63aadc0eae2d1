'use client'

import { useEffect, useRef, useState } from 'react'
import type { Environment } from '#core/environment/environment.ts'
import { type Preview, preview } from '#core/generate/preview.ts'
import type { DraftView } from '#server/requests/views.ts'

const PAUSE_MS = 700
/** A plan that takes longer than this is made only where it is shown. */
const PATIENCE_MS = 300

interface Made extends Preview {
  readonly environment: Environment
}

/** Findings and plan as the generator would see them: made after a pause in the edits, at once where the plan is shown. */
export function usePreview(
  environment: Environment,
  { asOf, ciphertexts }: Pick<DraftView, 'asOf' | 'ciphertexts'>,
  isShown: boolean,
) {
  const [made, setMade] = useState<Made | null>(null)
  const cost = useRef(0)
  const isCurrent = made?.environment === environment
  useEffect(() => {
    if (isCurrent || (!isShown && cost.current > PATIENCE_MS)) return
    const timer = setTimeout(
      () => {
        const before = performance.now()
        setMade({ environment, ...previewOf(environment, asOf, ciphertexts) })
        cost.current = performance.now() - before
      },
      isShown ? 0 : PAUSE_MS,
    )
    return () => clearTimeout(timer)
  }, [environment, asOf, ciphertexts, isShown, isCurrent])
  return { current: isCurrent ? made : null, last: made }
}

/** A draft with gaps may have no plan that can be laid out; then there is none to show. */
function previewOf(environment: Environment, asOf: string, ciphertexts: readonly string[]): Preview {
  try {
    return preview(environment, asOf, { ciphertexts })
  } catch {
    return { findings: [], plan: null }
  }
}

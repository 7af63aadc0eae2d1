'use client'

import { PlanFacts } from '#components/domain/wizard/sections/plan-facts.tsx'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import type { Plan } from '#core/plan/plan.ts'
import { SubmitPart } from './submit-part.tsx'
import type { Submission } from './use-submission.ts'

/** While a draft is on its way to the signer nobody edits it. */
export function HeldSheet({ submission, plan }: { readonly submission: Submission; readonly plan: Plan | null }) {
  return (
    <Sheet>
      <Section title="Submission">
        <SubmitPart submission={submission} submitBlock={null} />
      </Section>
      {plan === null ? null : (
        <Section title="What the plan holds">
          <PlanFacts plan={plan} />
        </Section>
      )}
    </Sheet>
  )
}

'use client'

import { EmptyState } from '#components/ui/empty-state.tsx'
import { ButtonLink } from '#components/ui/link.tsx'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { usePlan } from '../data/use-plan.ts'
import { PreviewNotice } from '../overview/preview-notice.tsx'
import { PlanSheet } from './plan-sheet.tsx'

export function PlanTab() {
  const { view, href } = useRequest()
  const { plan, isPreview } = usePlan()
  if (!plan)
    return (
      <Sheet>
        <Section title="Plan">
          <EmptyState title="There is no plan yet" action={<ButtonLink href={href('/findings')}>Findings</ButtonLink>}>
            Steps appear once this version has steps for everything in the environment of {view.id}.
          </EmptyState>
        </Section>
      </Sheet>
    )
  return (
    <>
      {isPreview ? <PreviewNotice className="mb-4" /> : null}
      <PlanSheet plan={plan} />
    </>
  )
}

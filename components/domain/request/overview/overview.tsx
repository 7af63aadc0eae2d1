'use client'

import { EmptyState } from '#components/ui/empty-state.tsx'
import { ButtonLink } from '#components/ui/link.tsx'
import { Section, Sheet } from '#components/ui/sheet.tsx'
import { SecretsSection } from '../../secrets/secrets-section.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { usePlan } from '../data/use-plan.ts'
import { PictureSection } from '../picture/picture-section.tsx'
import { TimelineSection } from '../timeline/timeline-section.tsx'
import { ChangeRequests } from './change-requests.tsx'
import { OverviewMargin } from './overview-margin.tsx'
import { PreviewNotice } from './preview-notice.tsx'
import { TargetsSection } from './targets-section.tsx'

export function Overview() {
  const { view } = useRequest()
  const { plan, isPreview } = usePlan()
  const { id, environment, rights } = view
  const name = `${id}-r${view.generated?.revision ?? view.revision}`
  return (
    <>
      <ChangeRequests />
      {isPreview && plan && !view.preparation ? <PreviewNotice className="mb-4" /> : null}
      <Sheet margin={<OverviewMargin />} marginLabel="Approvals, plan digest, findings">
        <SecretsSection />
        <PictureSection environment={environment} name={name} />
        {plan ? (
          <>
            <TimelineSection plan={plan} environment={environment} />
            <TargetsSection plan={plan} isPreview={isPreview} />
          </>
        ) : (
          <Section title="Plan">
            <EmptyState
              title="There is no plan yet"
              action={
                rights.edit.state === 'allowed' ? (
                  <ButtonLink href={`/requests/${id}/edit`} icon="edit">
                    Go on editing
                  </ButtonLink>
                ) : null
              }
            >
              Timeline and steps appear once the findings say that this version has steps for the environment.
            </EmptyState>
          </Section>
        )}
      </Sheet>
    </>
  )
}

'use client'

import { DraftEditorContext } from '#components/domain/wizard/editor/draft-editor.ts'
import { FindingsPanel } from '#components/domain/wizard/frame/findings-panel.tsx'
import { SectionBody } from '#components/domain/wizard/frame/section-body.tsx'
import { SectionRail } from '#components/domain/wizard/frame/section-rail.tsx'
import { StepFooter } from '#components/domain/wizard/frame/step-footer.tsx'
import { WizardHead } from '#components/domain/wizard/frame/wizard-head.tsx'
import { WizardSheet } from '#components/domain/wizard/frame/wizard-sheet.tsx'
import { railEntries } from '#components/domain/wizard/model/rail.ts'
import { openCounts } from '#components/domain/wizard/model/submission.ts'
import { CheckSection } from '#components/domain/wizard/sections/check-section.tsx'
import { rulesFor } from '#core/findings/rules.ts'
import { HeldSheet } from './held-sheet.tsx'
import { SubmitPart } from './submit-part.tsx'
import { useWizard, type WizardHandle, type WizardProps } from './use-wizard.ts'
import { WizardDialogs } from './wizard-dialogs.tsx'
import { WizardNotices } from './wizard-notices.tsx'

export function Wizard(props: WizardProps) {
  const wizard = useWizard(props)
  const { view, handle, place, save, block, isHeld, submission, judged } = wizard
  return (
    <DraftEditorContext value={wizard.editor}>
      <WizardHead
        id={view.id}
        revision={wizard.revision}
        title={wizard.editor.draft.case.title}
        section={isHeld ? 'check' : place.section}
        headingRef={place.headingRef}
        save={save}
        isHeld={isHeld}
        undo={handle.undoLabel}
        redo={handle.redoLabel}
        submitBlock={block}
        isSubmitting={submission.isSubmitting}
        onUndo={handle.undo}
        onRedo={handle.redo}
        onImport={() => wizard.setDialog('import')}
        onDiscovery={() => wizard.setDialog('discovery')}
        onExport={wizard.exportJson}
        onSubmit={wizard.submit}
      />
      <WizardNotices wizard={wizard} />
      {isHeld ? <HeldSheet submission={submission} plan={judged.plan} /> : <Sections wizard={wizard} />}
      <WizardDialogs wizard={wizard} />
    </DraftEditorContext>
  )
}

function Sections({ wizard }: { readonly wizard: WizardHandle }) {
  const { editor, place, judged, block, submission } = wizard
  const { draft } = editor
  const { findings } = judged
  const rail = (
    <SectionRail
      entries={railEntries(draft, findings, editor.unfinished, block)}
      current={place.section}
      hrefOf={place.hrefOf}
      onGo={place.goToSection}
    />
  )
  const panel = (
    <FindingsPanel
      section={place.section}
      findings={findings}
      ruleCount={rulesFor(draft.environment).length}
      milliseconds={judged.milliseconds}
      submitBlock={block}
    />
  )
  const check = (
    <CheckSection
      findings={findings}
      plan={judged.plan}
      isPlanning={judged.isPlanning}
      submitBlock={block}
      onGo={place.goToSection}
      submission={<SubmitPart submission={submission} submitBlock={block} />}
    />
  )
  return (
    <WizardSheet
      tally={openCounts(findings, draft.case.acknowledgements)}
      rail={rail}
      findings={panel}
      footer={<StepFooter current={place.section} onGo={place.goToSection} />}
    >
      <SectionBody section={place.section} check={check} />
    </WizardSheet>
  )
}

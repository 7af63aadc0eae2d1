'use client'

import { useState } from 'react'
import type { DraftEditor } from '#components/domain/wizard/editor/draft-editor.ts'
import type { SafetyCopy } from '#components/domain/wizard/model/safety-copy.ts'
import { submitBlock } from '#components/domain/wizard/model/submission.ts'
import type { DraftView, Preparation } from '#server/requests/views.ts'
import { downloadJson } from './download-json.ts'
import { useAutosave } from './use-autosave.ts'
import { useDesk } from './use-desk.ts'
import { useJudgement } from './use-judgement.ts'
import { useLeaveGuard } from './use-leave-guard.ts'
import { isUnderWay } from './use-preparation.ts'
import { useSafetyCopy } from './use-safety-copy.ts'
import { useSection } from './use-section.ts'
import { useSubmission } from './use-submission.ts'
import { useUndoKeys } from './use-undo-keys.ts'

export interface WizardProps {
  readonly view: DraftView
  /** Of the draft now; it rises when a plan was taken back from the signer. */
  readonly revision: number
  readonly preparation: Preparation | null
  readonly personId: string
  /** Told at the first edit. */
  readonly onEdited: () => void
}

type DialogName = 'import' | 'discovery' | 'conflict' | 'copy'

export type WizardHandle = ReturnType<typeof useWizard>

/** Everything that the wizard knows and does; its pieces only show it. */
export function useWizard({ view, revision, preparation, personId, onEdited }: WizardProps) {
  const handle = useDesk({ environment: view.environment, case: view.case }, onEdited)
  const { draft } = handle.desk.state
  const { autosave, state: save } = useAutosave(view, draft)
  const place = useSection(draft.environment)
  const isMine = view.owner.id === personId
  const submission = useSubmission(view.id, autosave, save, preparation, isMine)
  const isHeld = isUnderWay(submission.preparation)
  const judged = useJudgement(draft, view, isHeld || place.section === 'check')
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [copy, setCopy] = useState<SafetyCopy | null>(null)
  const onRestore = (found: SafetyCopy) => {
    handle.replace(found.draft, 'Bring back unsaved changes')
    setCopy(found)
  }
  const offer = useSafetyCopy({ personId, requestId: view.id, draft, autosave, state: save, onRestore })
  const guard = useLeaveGuard(autosave)
  useUndoKeys(isHeld ? null : handle)
  const block = isMine
    ? submitBlock(draft, judged.findings, handle.desk.unfinished, save)
    : `Only ${view.owner.name} submits this request.`
  const editor: DraftEditor = {
    draft,
    unfinished: handle.desk.unfinished,
    findings: judged.index,
    reveal: place.reveal,
    change: handle.change,
    type: handle.type,
    forget: handle.forget,
    go: place.goToPlace,
  }
  return {
    view,
    revision,
    handle,
    editor,
    autosave,
    save,
    place,
    submission,
    judged,
    offer,
    guard,
    block,
    isHeld,
    dialog,
    setDialog,
    restored: {
      copy,
      keep: () => setCopy(null),
      drop: () => {
        if (copy !== null) handle.replace(copy.base, 'Drop what came back')
        setCopy(null)
      },
    },
    exportJson: () => downloadJson(`${view.id}-r${revision}-environment.json`, draft.environment),
    /** From any section: the last one shows what happens. */
    submit: () => {
      place.goToSection('check')
      submission.submit()
    },
  }
}

'use client'

import { Button } from '#components/ui/button.tsx'
import { useEditor } from '../editor/draft-editor.ts'
import { type SectionId, sectionsOf } from '../model/sections.ts'

interface StepFooterProps {
  readonly current: SectionId
  readonly onGo: (id: SectionId) => void
}

export function StepFooter({ current, onGo }: StepFooterProps) {
  const sections = sectionsOf(useEditor().draft.environment)
  const index = sections.findIndex(({ id }) => id === current)
  const before = sections[index - 1]
  const after = sections[index + 1]
  return (
    <div className="sticky bottom-0 z-10 mt-auto flex flex-wrap justify-between gap-2 border-rule border-t bg-sheet px-4 py-3.5 max-sm:bottom-[calc(3.625rem+env(safe-area-inset-bottom))] max-sm:*:flex-1 sm:px-6">
      {before ? (
        <Button onClick={() => onGo(before.id)}>
          <span>
            Back<span className="max-sm:sr-only">: {before.title}</span>
          </span>
        </Button>
      ) : (
        <span />
      )}
      {after ? (
        <Button variant="main" onClick={() => onGo(after.id)} className="flex-row-reverse" icon="right">
          <span>
            Next<span className="max-sm:sr-only">: {after.title}</span>
          </span>
        </Button>
      ) : null}
    </div>
  )
}

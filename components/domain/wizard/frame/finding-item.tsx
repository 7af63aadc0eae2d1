'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { Icon } from '#components/ui/icon.tsx'
import { SEVERITY_LOOK, SeverityShape } from '#components/ui/severity-mark.tsx'
import { TONE_TEXT } from '#components/ui/tone.ts'
import type { Finding } from '#core/findings/finding.ts'
import { useEditor } from '../editor/draft-editor.ts'
import { fixOf } from '../editor/use-field.ts'
import { acknowledge, reasonFor, takeBack } from '../model/acknowledge.ts'
import { placeName } from '../model/place-name.ts'
import { AcknowledgeForm } from './acknowledge-form.tsx'

/** One finding: what it says, where, and what a person can do about it. */
export function FindingItem({ finding }: { readonly finding: Finding }) {
  const editor = useEditor()
  const [isAsking, setAsking] = useState(false)
  const { draft } = editor
  const { ruleId, severity, message, source, path } = finding
  const reason = severity === 'warning' ? reasonFor(draft.case, finding) : null
  const fix = fixOf(editor, finding)
  const tone = reason === null ? TONE_TEXT[SEVERITY_LOOK[severity].tone] : 'text-ink-3'
  const accept = (text: string) => {
    setAsking(false)
    editor.change(acknowledge(draft.case, finding, text), `Acknowledge ${ruleId}`)
  }
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5 border-rule border-t py-3 first:border-t-0 first:pt-0">
      {reason === null ? (
        <SeverityShape severity={severity} className="mt-0.5" />
      ) : (
        <Icon name="done" className="mt-0.5 text-ok" />
      )}
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <code className={cn('font-medium', tone)}>{ruleId}</code>
          <b className={tone}>{reason === null ? SEVERITY_LOOK[severity].word : 'Acknowledged'}</b>
          <span className="text-ink-3 text-sm">{placeName(draft.environment, path)}</span>
        </p>
        <p className={cn('text-pretty [overflow-wrap:anywhere]', reason !== null && 'text-ink-2')}>{message}</p>
        {reason === null ? null : <p className="text-ink-3 text-sm [overflow-wrap:anywhere]">Reason: “{reason}”</p>}
        <p className="mt-0.5 text-ink-3 text-sm">
          {source} ·{' '}
          <button
            type="button"
            className="cursor-pointer text-accent underline underline-offset-3 hover:text-accent-hover"
            onClick={() => editor.go(path)}
          >
            Go to field
          </button>
        </p>
        <div className="mt-1.5 flex flex-wrap gap-2 empty:hidden">
          {fix ? (
            <Button size="small" onClick={fix.onFix}>
              {fix.label}
            </Button>
          ) : null}
          {severity === 'warning' && reason === null && !isAsking ? (
            <Button size="small" onClick={() => setAsking(true)}>
              Acknowledge…
            </Button>
          ) : null}
          {reason === null ? null : (
            <Button size="small" onClick={() => editor.change(takeBack(draft.case, finding), `Take back ${ruleId}`)}>
              Take back
            </Button>
          )}
        </div>
        {isAsking ? <AcknowledgeForm ruleId={ruleId} onAcknowledge={accept} onCancel={() => setAsking(false)} /> : null}
      </div>
    </li>
  )
}

'use client'

import { placeName } from '#components/domain/wizard/model/place-name.ts'
import { sectionIn } from '#components/domain/wizard/model/sections.ts'
import { cn } from '#components/ui/class-names.ts'
import { Link } from '#components/ui/link.tsx'
import { SEVERITY_LOOK, SeverityShape } from '#components/ui/severity-mark.tsx'
import { TONE_TEXT } from '#components/ui/tone.ts'
import type { Finding } from '#core/findings/finding.ts'
import { useRequest } from '../data/request-provider.tsx'
import { ThreadsAt } from '../threads/threads-at.tsx'
import { reasonFor } from './findings-by-severity.ts'

interface FindingListProps {
  readonly findings: readonly Finding[]
  /** Place and source too. */
  readonly full?: boolean
}

/** Shape, rule, words; who accepted a warning and why. In a draft the place leads to its field. */
export function FindingList({ findings, full = false }: FindingListProps) {
  return (
    <ul className="[content-visibility:auto]">
      {findings.map((finding) => (
        <FindingItem key={`${finding.ruleId} ${finding.path} ${finding.message}`} finding={finding} full={full} />
      ))}
    </ul>
  )
}

function FindingItem({ finding, full }: { readonly finding: Finding; readonly full: boolean }) {
  const { view } = useRequest()
  const { ruleId, severity, message, source } = finding
  const { tone, word } = SEVERITY_LOOK[severity]
  const reason = reasonFor(finding, view.case)
  const open = severity === 'warning' && reason === null
  return (
    <li
      data-nav-row
      data-finding
      tabIndex={-1}
      className="relative border-rule border-t py-3 pl-[26px] first:border-t-0 first:pt-0.5"
    >
      <SeverityShape severity={severity} className="absolute left-0 mt-px size-[18px]" />
      <p className={cn('flex flex-wrap items-baseline gap-x-2.5', TONE_TEXT[tone])}>
        <code className="font-bold text-sm">{ruleId}</code>
        <b>{word}</b>
        {full ? <Place path={finding.path} /> : null}
      </p>
      <p className="mt-0.5 [overflow-wrap:anywhere]">{message}</p>
      {reason ? (
        <p className="mt-1 text-ink-3 text-sm [overflow-wrap:anywhere]">
          {view.authors.length > 1 ? 'Acknowledged' : view.owner.name}: “{reason}”
        </p>
      ) : null}
      {open ? <p className="mt-1 font-medium text-sm text-warn">Not acknowledged yet</p> : null}
      {full ? <p className="mt-1 text-ink-3 text-sm">Source: {source}</p> : null}
      {full ? (
        <ThreadsAt place={{ kind: 'field', path: finding.path }} what={placeName(view.environment, finding.path)} />
      ) : null}
    </li>
  )
}

function Place({ path }: { readonly path: string }) {
  const { latest, view } = useRequest()
  const words = placeName(view.environment, path)
  const editable = view === latest && latest.state === 'draft' && latest.rights.edit.state === 'allowed'
  if (!editable) return <span className="text-ink-3 text-sm">{words}</span>
  const search = new URLSearchParams({ section: sectionIn(view.environment, path), field: path })
  return (
    <Link href={`/requests/${latest.id}/edit?${search}`} className="text-sm">
      Go to {words}
    </Link>
  )
}

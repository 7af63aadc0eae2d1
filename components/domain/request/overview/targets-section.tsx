'use client'

import { Icon } from '#components/ui/icon.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/sheet.tsx'
import { Cell, HeaderCell, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import type { Plan } from '#core/plan/plan.ts'
import { useRequest } from '../data/request-provider.tsx'
import { groupTargets } from './group-targets.ts'

interface TargetsSectionProps {
  readonly plan: Plan
  readonly isPreview: boolean
}

const SHOWN = 12

/** One sentence for each target; its steps, and its bundle once the signer has signed. */
export function TargetsSection({ plan, isPreview }: TargetsSectionProps) {
  const { latest, view } = useRequest()
  const mayDownload = latest.rights.download.state === 'allowed' && view === latest
  return (
    <Section title="What will change, target by target">
      <Table caption="What will change, target by target">
        <TableHead>
          <HeaderCell>Target</HeaderCell>
          <HeaderCell>In one sentence</HeaderCell>
          <HeaderCell numeric>Steps</HeaderCell>
          <HeaderCell numeric>Minutes</HeaderCell>
        </TableHead>
        <TableBody>
          {groupTargets(plan).map(({ targets, summary, steps, minutes }) => (
            <Row key={targets[0]}>
              <Cell heads className="w-44">
                <TargetNames targets={targets} download={mayDownload} linked={!isPreview} />
              </Cell>
              <Cell className="text-pretty">{summary}</Cell>
              <Cell numeric label={targets.length > 1 ? 'Steps each' : 'Steps'}>
                {steps}
              </Cell>
              <Cell numeric label={targets.length > 1 ? 'Minutes each' : 'Minutes'}>
                {minutes}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <p className="mt-2 text-ink-3 text-sm">
        Minutes are a person’s working time, without rollback.
        {mayDownload ? ' The arrow downloads the signed bundle of a target.' : ''}
      </p>
    </Section>
  )
}

interface TargetNamesProps {
  readonly targets: readonly string[]
  readonly download: boolean
  readonly linked: boolean
}

function TargetNames({ targets, ...rest }: TargetNamesProps) {
  const more = targets.slice(SHOWN)
  return (
    <>
      {targets.slice(0, SHOWN).map((target) => (
        <TargetName key={target} target={target} {...rest} />
      ))}
      {more.length > 0 ? (
        <details>
          <summary className="text-accent text-sm underline">and {more.length} more</summary>
          {more.map((target) => (
            <TargetName key={target} target={target} {...rest} />
          ))}
        </details>
      ) : null}
    </>
  )
}

function TargetName({ target, download, linked }: { target: string; download: boolean; linked: boolean }) {
  const { latest, href } = useRequest()
  return (
    <span className="flex items-center gap-2">
      {linked ? (
        <Link href={href('/plan', { target })} look="quiet" className="font-bold font-mono text-sm">
          {target}
        </Link>
      ) : (
        <code className="font-bold text-sm">{target}</code>
      )}
      {download ? (
        <Link
          href={`/api/requests/${latest.id}/bundles/${target}`}
          download=""
          aria-label={`Download the bundle of ${target}`}
          className="relative grid size-6 place-items-center rounded hover:bg-accent-wash max-sm:size-9"
        >
          <Icon name="download" />
        </Link>
      ) : null}
    </span>
  )
}

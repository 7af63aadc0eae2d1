'use client'

import { DigestPlate, DigestText } from '#components/ui/digest.tsx'
import { KeyValues } from '#components/ui/key-values.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/sheet.tsx'
import type { RevisionView } from '#server/requests/views.ts'
import { Authors } from '../approvals/authors.tsx'
import { SeatList } from '../approvals/seat-list.tsx'
import { isUnderWay } from '../data/poll-interval.ts'
import { useRequest } from '../data/request-provider.tsx'
import { byteWords, counted } from '../data/when.ts'
import { FindingList } from '../findings/finding-list.tsx'
import { openOf } from '../findings/findings-by-severity.ts'
import { VerifyHelp } from './verify-help.tsx'

const SHOWN = 3

export function OverviewMargin() {
  const { view } = useRequest()
  const { generated, seats, signedAt } = view
  return (
    <>
      {seats.length > 0 ? <Approvals /> : null}
      {generated ? <PlanDigest generated={generated} /> : <NotYet />}
      <NextChange />
      <Findings />
      {signedAt ? <VerifyHelp /> : <NoBundles />}
    </>
  )
}

function Approvals() {
  const { view, href } = useRequest()
  const filled = view.seats.filter((seat) => seat.filled.length >= seat.required).length
  return (
    <Section title="Approvals" end={`${filled} of ${counted(view.seats.length, 'group')}`}>
      <SeatList />
      <Authors authors={view.authors} />
      <p className="mt-2 text-sm">
        <Link href={href('/approvals')}>Decisions and policy</Link>
      </p>
    </Section>
  )
}

/** Where somebody wants to be reminded of the next new password. */
function NextChange() {
  const { view } = useRequest()
  const day = view.environment.passwordUpdate?.nextChange ?? null
  if (day === null) return null
  return (
    <Section title="Next change">
      <p className="text-ink-2 text-sm">
        The password is to be changed again by <b>{day}</b>. The home page reminds thirty days before.
      </p>
    </Section>
  )
}

/** Where the downloads will be, and what is missing until then. */
function NoBundles() {
  const { latest, view } = useRequest()
  const { download } = latest.rights
  if (download.state !== 'blocked' || view !== latest) return null
  return (
    <Section title="Bundles" end="not yet">
      <p className="text-ink-2 text-sm">{download.reason}</p>
    </Section>
  )
}

function NotYet() {
  const { view } = useRequest()
  return (
    <Section title="Plan digest">
      <p className="text-ink-2 text-sm">
        {view.preparation && isUnderWay(view.preparation)
          ? 'It appears as soon as all files are made.'
          : 'A draft has none. It appears with the files when the draft is submitted.'}
      </p>
    </Section>
  )
}

function PlanDigest({ generated }: { readonly generated: RevisionView }) {
  const { href } = useRequest()
  const { planDigest, words, statement, targets } = generated
  const files = targets.reduce((total, target) => total + target.files, 0)
  const bytes = targets.reduce((total, target) => total + target.bytes, 0)
  return (
    <Section title="Plan digest" end={`revision ${generated.revision}`}>
      <DigestPlate digest={planDigest} words={words} what="plan digest" />
      <KeyValues
        className="mt-3.5"
        items={[
          { key: 'Environment', value: <DigestText digest={statement.environmentSha256} short /> },
          { key: 'Generator', value: `${statement.generator.name} ${statement.generator.version}` },
          { key: 'Source', value: <DigestText digest={statement.generator.sourceSha256} short /> },
          {
            key: 'Targets',
            value: (
              <>
                {targets.length}, <Link href={href('/files')}>{counted(files, 'file')}</Link>, {byteWords(bytes)}
              </>
            ),
          },
          { key: 'Judged as of', value: statement.asOf },
          { key: 'Mode', value: statement.mode },
        ]}
      />
    </Section>
  )
}

function Findings() {
  const { view, href } = useRequest()
  const { findings } = view
  const open = openOf(view)
  const rest = findings.length - SHOWN
  return (
    <Section
      title="Findings"
      end={open.errors > 0 ? <span className="font-medium text-err">{counted(open.errors, 'error')}</span> : '0 errors'}
    >
      {findings.length === 0 ? (
        <p className="text-ink-2 text-sm">The rules have nothing to say about this environment.</p>
      ) : (
        <FindingList findings={findings.slice(0, SHOWN)} />
      )}
      {rest > 0 ? (
        <p className="mt-2 text-sm">
          <Link href={href('/findings')}>{counted(rest, 'more finding')}</Link>
        </p>
      ) : null}
    </Section>
  )
}

import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { Link } from '#components/ui/link.tsx'
import { SEVERITY_LOOK } from '#components/ui/severity-mark.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'

interface WizardSheetProps {
  readonly rail: ReactNode
  readonly children: ReactNode
  readonly footer: ReactNode
  readonly findings: ReactNode
  readonly tally: { readonly errors: number; readonly warnings: number }
}

/** Rail, form and findings side by side; below one another where there is no room. */
export function WizardSheet({ rail, children, footer, findings, tally }: WizardSheetProps) {
  return (
    <>
      <Tally {...tally} />
      <div className="grid rounded border border-rule bg-sheet max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0 lg:grid-cols-[13.25rem_minmax(0,1fr)_21rem]">
        {rail}
        <div className="flex min-w-0 flex-col lg:min-h-[70vh]">
          <div className="pb-8">{children}</div>
          {footer}
        </div>
        <aside
          id="findings"
          aria-label="Findings"
          className="min-w-0 scroll-mt-8 border-rule bg-sunk max-lg:border-t lg:border-l lg:[--section-x:1.25rem]"
        >
          {findings}
        </aside>
      </div>
    </>
  )
}

/** Where the findings are out of sight: how many there are, and the way to them. */
function Tally({ errors, warnings }: WizardSheetProps['tally']) {
  return (
    <div className="sticky top-(--bar-height) z-10 flex items-center gap-4 border-rule border-y bg-sheet px-4 py-2 text-sm max-sm:-mx-4 lg:hidden">
      {errors === 0 && warnings === 0 ? (
        <span className="flex items-center gap-1.5 text-ink-2">
          <Icon name="done" className="text-ok" />
          Nothing open
        </span>
      ) : null}
      {errors > 0 ? <TallyMark severity="error" words={`${errors} ${errors === 1 ? 'error' : 'errors'}`} /> : null}
      {warnings > 0 ? (
        <TallyMark severity="warning" words={`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`} />
      ) : null}
      <Link href="#findings" className="ml-auto py-1">
        See findings
      </Link>
    </div>
  )
}

function TallyMark({ severity, words }: { readonly severity: 'error' | 'warning'; readonly words: string }) {
  const { icon, tone } = SEVERITY_LOOK[severity]
  return (
    <StatusMark icon={icon} tone={tone}>
      {words}
    </StatusMark>
  )
}

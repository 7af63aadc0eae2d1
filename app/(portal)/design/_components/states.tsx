import { SeverityMark } from '#components/ui/severity-mark.tsx'
import { StateBadge } from '#components/ui/state-badge.tsx'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { REQUEST_STATES } from '#core/workflow/states.ts'

export function States() {
  return (
    <div className="grid gap-3.5">
      <p className="flex flex-wrap gap-2.5">
        {REQUEST_STATES.map((state) => (
          <StateBadge key={state} state={state} />
        ))}
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-2">
        <SeverityMark severity="error" />
        <SeverityMark severity="warning" />
        <SeverityMark severity="information" />
        <StatusMark icon="done" tone="ok">
          verified
        </StatusMark>
        <StatusMark icon="progress" tone="run">
          running
        </StatusMark>
        <StatusMark icon="wait" tone="wait">
          waits for a time
        </StatusMark>
        <StatusMark icon="fail" tone="err">
          failed
        </StatusMark>
      </p>
    </div>
  )
}

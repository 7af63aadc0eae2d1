import type { ReactNode } from 'react'

export function TimelineLegend() {
  return (
    <div className="mt-2.5 grid gap-1 text-ink-2 text-sm">
      <p className="flex flex-wrap gap-x-5 gap-y-1 max-sm:hidden">
        <Key mark={<rect width="26" height="12" className="fill-ink" />}>critical path</Key>
        <Key mark={<rect y="2" width="26" height="8" className="fill-rule-2" />}>may slip</Key>
        <Key mark={<rect x=".5" y=".5" width="25" height="11" className="fill-wait-wash stroke-wait" />}>
          waiting, nobody needed
        </Key>
        <Key mark={<path d="M0 6h26" className="stroke-2 stroke-err" />}>service interrupted</Key>
      </p>
      <p className="text-ink-3">Earliest times by the minutes of the plan, with one person at each target.</p>
    </div>
  )
}

function Key({ mark, children }: { readonly mark: ReactNode; readonly children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg width="26" height="12" aria-hidden="true">
        {mark}
      </svg>
      {children}
    </span>
  )
}

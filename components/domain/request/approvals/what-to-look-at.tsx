'use client'

import type { ReactNode } from 'react'
import { Link } from '#components/ui/link.tsx'
import { useRequest } from '../data/request-provider.tsx'
import { counted } from '../data/when.ts'

/** The approver's way through the request, with what each stop holds. */
export function WhatToLookAt() {
  const { view, href } = useRequest()
  const { generated, findings } = view
  if (!generated) return null
  const files = generated.targets.reduce((total, target) => total + target.files, 0)
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  const outage = generated.plan.steps.filter((step) => step.outage && step.phase !== 'R').length
  const final = generated.plan.steps.filter((step) => step.pointOfNoReturn).length
  return (
    <ol className="grid gap-3">
      <Stop number={1} title="What will change" href={href('')} link="Overview">
        {counted(generated.targets.length, 'target')}, one sentence each, and who runs what today and after.
      </Stop>
      <Stop number={2} title="What was accepted" href={href('/findings')} link="Findings">
        {warnings === 0 ? 'No warnings.' : `${counted(warnings, 'warning')}, each with the requester’s reason.`}
      </Stop>
      <Stop number={3} title="What people will do" href={href('/plan')} link="Plan">
        {counted(generated.plan.steps.length, 'step')}; {outage === 0 ? 'none interrupts' : `${outage} interrupt`} a
        service, {final === 0 ? 'all can be undone' : `${final} cannot be undone`}.
      </Stop>
      <Stop number={4} title="The exact bytes" href={href('/files')} link="Files">
        {counted(files, 'file')}. The plan digest commits to every one of them.
      </Stop>
    </ol>
  )
}

interface StopProps {
  readonly number: number
  readonly title: string
  readonly href: string
  readonly link: string
  readonly children: ReactNode
}

function Stop({ number, title, href, link, children }: StopProps) {
  return (
    <li
      data-nav-row
      className="grid grid-cols-[28px_minmax(0,1fr)_auto] gap-x-2.5 border-rule border-t pt-3 first:border-t-0 first:pt-0"
    >
      <span aria-hidden="true" className="row-span-2 font-bold text-ink-3 text-lg">
        {number}
      </span>
      <h3>{title}</h3>
      <Link href={href} className="text-sm">
        {link}
      </Link>
      <p className="col-span-2 text-ink-2">{children}</p>
    </li>
  )
}

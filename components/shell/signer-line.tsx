'use client'

import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '#components/trpc/trpc.ts'
import { StatusMark } from '#components/ui/status-mark.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SignerHealth } from '#server/signer-link/views.ts'

const REFRESH_MS = 15_000

/** The state of the signer at the foot of every page; the age of what it says is always visible. */
export function SignerLine() {
  const trpc = useTRPC()
  const { data, isError } = useQuery(trpc.signer.health.queryOptions(undefined, { refetchInterval: REFRESH_MS }))
  if (isError && !data)
    return (
      <StatusMark icon="warning" tone="warn">
        The portal does not say how the signer is
      </StatusMark>
    )
  if (!data) return <span className="text-ink-3">Asking for the signer …</span>
  return (
    <>
      <State health={data} />
      <Journal {...data.journal} />
    </>
  )
}

function State({ health }: { readonly health: SignerHealth }) {
  const checked = health.checkedAt ? (
    <span className="text-ink-3">
      checked <Time value={health.checkedAt} show="clock with seconds" />
    </span>
  ) : null
  switch (health.state) {
    case 'reachable':
      return (
        <>
          <StatusMark icon="done" tone="ok">
            Signer reachable
          </StatusMark>
          {checked}
        </>
      )
    case 'unreachable':
      return (
        <>
          <StatusMark icon="warning" tone="warn" className="whitespace-normal">
            <span>
              Signer does not answer
              {health.since ? (
                <>
                  {' since '}
                  <Time value={health.since} />
                </>
              ) : null}
            </span>
          </StatusMark>
          <span className="text-ink-2">Requests stay as they are; the portal tries again by itself.</span>
          {checked}
        </>
      )
    case 'not-initialised':
      return (
        <StatusMark icon="warning" tone="warn" className="whitespace-normal">
          The signer has no trustees and no policy yet
        </StatusMark>
      )
    case 'other-version':
      return (
        <StatusMark icon="warning" tone="warn" className="whitespace-normal">
          The signer has another version of the generator: it will refuse every submission
        </StatusMark>
      )
  }
}

function Journal({ applied, size }: SignerHealth['journal']) {
  if (size === 0) return null
  return (
    <span className="text-ink-3">
      Decisions: {applied} of {size} journal {size === 1 ? 'entry' : 'entries'} applied
    </span>
  )
}

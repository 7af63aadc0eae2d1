import { Section } from '#components/ui/sheet.tsx'
import { StateBadge } from '#components/ui/state-badge.tsx'
import type { RequestState } from '#core/workflow/states.ts'

const STATIONS: readonly (readonly [state: RequestState, sentence: string])[] = [
  ['draft', 'A requester describes the environment. Rules say at once what is wrong, and why.'],
  ['submitted', 'Every file is generated and fixed. Approvers see exactly these bytes.'],
  ['approved', 'Enough people of the right groups said yes, each on the pages of the signer.'],
  ['signed', 'The signer made every byte again and signed it. Operators download one bundle a target.'],
]

/** For people who are here for the first time: what a request goes through. */
export function LifeOfARequest() {
  return (
    <Section title="The way of a request">
      <ol>
        {STATIONS.map(([state, sentence]) => (
          <li key={state} className="border-rule border-t py-3 first:border-t-0 first:pt-0">
            <StateBadge state={state} boxed={false} />
            <p className="mt-0.5 ml-[1.375rem] text-ink-2 text-sm">{sentence}</p>
          </li>
        ))}
      </ol>
    </Section>
  )
}

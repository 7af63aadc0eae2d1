import type { Policy } from '#core/protocol/protocol.ts'
import type { PlanContent } from '../authority.ts'
import { lastVotes, type SignerState, type SubmissionRecord, submitDecision } from '../state/state.ts'
import { instantInWords, localInstantInWords, numberInWords } from './words.ts'

export interface Fact {
  /** Null continues the fact before. */
  readonly name: string | null
  readonly text: string
}

/** What changes, by target; targets with the same sentence stand together. */
export function changes({ generated }: PlanContent): Fact[] {
  const bySummary = new Map<string, string[]>()
  for (const { target, summary } of generated.plan.targets) {
    bySummary.set(summary, [...(bySummary.get(summary) ?? []), target])
  }
  return [...bySummary].map(([text, targets]) => ({ name: targets.join(', '), text }))
}

/** Warnings that the rules found now, each with the reason that the requester gave. */
export function acknowledgedWarnings({ generated, submission }: PlanContent): Fact[] {
  const given = submission.input.case.acknowledgements
  return generated.findings
    .filter(({ severity }) => severity === 'warning')
    .map(({ ruleId, path, message }) => {
      const reason = given.find((one) => one.ruleId === ruleId && one.path === path)?.reason ?? 'none'
      return { name: ruleId, text: `${message} Reason: “${reason}”` }
    })
}

/** `conversion, version 2: one of Directory operations; approvals valid 14 days; cools off 4 hours; needs a change ticket` */
export function policyInWords({ id, version, groups, validDays, coolingOffHours, ticketRequired }: Policy): string {
  const needed = groups.map(({ title, count }) => `${numberInWords(count)} of ${title}`).join(' and ')
  const pause =
    coolingOffHours === 0 ? '' : `; cools off ${coolingOffHours} ${coolingOffHours === 1 ? 'hour' : 'hours'}`
  const ticket = ticketRequired ? '; needs a change ticket' : ''
  return `${id}, version ${version}: ${needed}; approvals valid ${validDays} ${validDays === 1 ? 'day' : 'days'}${pause}${ticket}`
}

const WINDOW_TITLES = {
  directory: 'Directory preparation',
  software: 'Software',
  conversion: 'Conversion',
  checks: 'Checks',
  decommission: 'Decommission',
} as const

/** When changes may begin, in the words and the zone of the requester. */
export function windowsInWords({ submission }: PlanContent): string[] {
  const { windows, timeZone } = submission.input.environment.schedule
  const local = (instant: string) => localInstantInWords(instant, timeZone)
  return Object.entries(WINDOW_TITLES).flatMap(([group, title]) => {
    const window = windows[group as keyof typeof WINDOW_TITLES]
    return window ? [`${title}: ${local(window.notBefore)} to ${local(window.notAfter)}`] : []
  })
}

/** Everybody's last word so far, newest last. */
export function decisionsSoFar(state: SignerState, record: SubmissionRecord, policy: Policy): string[] {
  const name = (id: string) => state.people.get(id)?.name ?? id
  const said: string[] = []
  const submitted = submitDecision(record)
  if (submitted) said.push(`${name(record.requester)} submitted it ${instantInWords(submitted.at)}`)
  for (const { decision, at, comment } of lastVotes(record)) {
    const verb = decision.decision === 'approve' ? 'approved' : 'rejected'
    const remark = comment === null ? '' : `: “${comment}”`
    said.push(
      `${groupTitles(state, policy, decision.person)}: ${name(decision.person)} ${verb} ${instantInWords(at)}${remark}`,
    )
  }
  return said
}

/** Titles of the policy's groups that a person is in. */
export function groupTitles(state: SignerState, policy: Policy, personId: string): string {
  const groups = state.people.get(personId)?.groups ?? []
  return policy.groups
    .filter(({ id }) => groups.includes(id))
    .map(({ title }) => title)
    .join(', ')
}

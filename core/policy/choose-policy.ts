import type { Policy, Risk } from '#core/protocol/protocol.ts'
import type { RequestKind } from '#core/statement/schemas.ts'
import { riskTitle } from './derive-risks.ts'

export type Choice =
  | { readonly outcome: 'chosen'; readonly policy: Policy }
  | { readonly outcome: 'none'; readonly reason: string }

/**
 * The policy that a plan is judged by: of those for its kind that cover all of its risks, the one that covers the fewest others, then
 * the first by id. A risk that no policy covers stops the plan: nothing falls through to a weaker policy.
 */
export function choosePolicy(policies: readonly Policy[], kind: RequestKind, risks: readonly Risk[]): Choice {
  const ofKind = policies.filter((policy) => policy.kind === kind)
  if (ofKind.length === 0) return none(`The signer has no policy for requests of the kind ${kind}.`)
  const [policy] = ofKind
    .filter(({ covers }) => risks.every((risk) => covers.includes(risk)))
    .toSorted((a, b) => a.covers.length - b.covers.length || (a.id < b.id ? -1 : 1))
  if (policy) return { outcome: 'chosen', policy }
  const words = risks.map(riskTitle).join(', ')
  return none(`No policy for requests of the kind ${kind} covers ${words}. The signer’s trustees can set one.`)
}

const none = (reason: string): Choice => ({ outcome: 'none', reason })

/** Why this request does not satisfy the policy before anybody decides; null when it does. */
export function missingTicket({ ticketRequired, title }: Policy, ticket: string): string | null {
  if (!ticketRequired || ticket.trim() !== '') return null
  return `The policy “${title}” asks for a change ticket. Enter its number in the request, then submit again.`
}

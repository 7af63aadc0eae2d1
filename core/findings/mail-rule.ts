import { BUILDS, compareBuilds } from '#core/environment/build-number.ts'
import type { Environment } from '#core/environment/environment.ts'
import { serviceBuilds } from './builds.ts'
import type { Rule, RuleContext, RuleHit } from './finding.ts'

/** Mail is the MIM Service's matter: without it in the plan no mail rule speaks. */
export function mailRule(
  rule: Omit<Rule, 'check'> & { hits: (environment: Environment, context: RuleContext) => Iterable<RuleHit> },
): Rule {
  const { hits, ...head } = rule
  return {
    ...head,
    check: (environment, context) =>
      environment.components.some(({ component }) => component === 'SVC') ? hits(environment, context) : [],
  }
}

export const OPTION = '/mail/delivery/option'

/** True when a build of the MIM Service is certainly older than 4.6.421.0. */
export const hasOldInterface = (environment: Environment): boolean =>
  serviceBuilds(environment).some(
    ({ number }) => number !== null && compareBuilds(number, BUILDS.applicationContext) < 0,
  )

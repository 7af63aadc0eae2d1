import type { Component, Environment } from '#core/environment/environment.ts'
import { proposedDelegationTargets } from './proposals.ts'

type Delegation = Component['delegation']
export type DelegationMode = Delegation['mode']

/** Only constrained delegation has names to delegate to. */
export const hasTargets = (mode: DelegationMode): boolean => mode === 'constrained' || mode === 'any-protocol'

/** Portals and the service itself call the MIM Service as the user; nothing else needs delegation (PREP, KERBWIKI). */
export const proposedMode = (environment: Environment, component: Component): DelegationMode =>
  proposedDelegationTargets(environment, component).length > 0 ? 'constrained' : 'none'

/** Another mode: names go with a mode that shows none, and are proposed for one that needs some. */
export function changeDelegation(environment: Environment, component: Component, mode: DelegationMode): Delegation {
  if (!hasTargets(mode)) return { mode, targets: [] }
  const { targets } = component.delegation
  return { mode, targets: targets.length > 0 ? targets : proposedDelegationTargets(environment, component) }
}

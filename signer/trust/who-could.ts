import { canProve } from '#core/policy/can-prove.ts'
import { type Simulation, simulatePolicy } from '#core/policy/simulate-policy.ts'
import type { Policy } from '#core/protocol/protocol.ts'
import type { SignerState } from '../state/state.ts'

/** Who could approve under this policy today, without those who wrote the plan. In a demo nobody needs a passkey. */
export function whoCould(state: SignerState, policy: Policy, authors: readonly string[] = []): Simulation {
  const passkeys = [...state.credentials.values()].map(({ credential: { person, synced }, revokedAt }) => ({
    person,
    synced,
    revokedAt,
  }))
  const mode = state.genesis?.mode ?? 'production'
  return simulatePolicy(
    policy,
    [...state.people.values()],
    ({ id }) => !authors.includes(id) && canProve({ mode, passkeys }, policy, id),
  )
}

import type { WindowGroup } from '#core/environment/vocabulary.ts'
import type { PlanTarget } from '#core/plan/plan.ts'
import type { ScheduledStep } from './schedule.ts'

export type LaneName =
  | 'Directory'
  | 'Hosts and SQL'
  | 'SYNC'
  | 'SVC'
  | 'SSPR'
  | 'PAM'
  | 'Checks'
  | 'MIM servers'
  | 'SQL'
  | 'Client'

export const LANES: readonly LaneName[] = [
  'Directory',
  'Hosts and SQL',
  'MIM servers',
  'SQL',
  'Client',
  'SYNC',
  'SVC',
  'SSPR',
  'PAM',
  'Checks',
]

/** Lanes whose service is down from its first interrupting step to its last. */
export const SERVICE_LANES: readonly LaneName[] = ['SYNC', 'SVC', 'SSPR', 'PAM']

const BY_PHASE: Readonly<Record<string, LaneName>> = { F: 'SYNC', G: 'SVC', H: 'SSPR', I: 'PAM' }
const BY_KIND: Readonly<Record<PlanTarget['kind'], LaneName>> = {
  directory: 'Directory',
  mim: 'MIM servers',
  sql: 'SQL',
  client: 'Client',
}

/** What decides lanes beside a step itself. */
interface Surroundings {
  readonly kinds: ReadonlyMap<string, PlanTarget['kind']>
  /** Password portals are converted; a PAM bastion has only the pool of its REST API in phase H. */
  readonly hasPortals: boolean
}

/** The conversion is told by services, other windows by the kind of machine. */
export function laneOf(scope: WindowGroup, { step, group }: ScheduledStep, { kinds, hasPortals }: Surroundings) {
  const kind = kinds.get(step.target) ?? 'mim'
  if (scope !== 'conversion') return BY_KIND[kind]
  if (group === 'checks') return 'Checks'
  if (kind === 'directory') return 'Directory'
  if (step.phase === 'H' && !hasPortals) return 'PAM'
  return BY_PHASE[step.phase] ?? 'Hosts and SQL'
}

/** `F-01…F-04, F-08`: the numbers of some steps, each phase as a range of what is there. */
export function stepRange(steps: readonly { readonly step: string }[]): string {
  const byPhase = Map.groupBy([...new Set(steps.map(({ step }) => step))].sort(), (step) => step.slice(0, 1))
  return [...byPhase.values()]
    .map((codes) => (codes.length > 2 ? `${codes[0]}…${codes.at(-1)}` : codes.join(', ')))
    .join(', ')
}

import type { Finding } from '#core/findings/finding.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { GeneratorInput, Policy } from '#core/protocol/protocol.ts'
import type { PlanStatement, TargetStatement } from '#core/statement/schemas.ts'

/** A file of the installed release that goes into bundles as it is: the module, the runner. Paths as in the bundle. */
export interface StaticFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** What must be known beside the input before a plan statement can be made. */
export interface Authority {
  readonly genesis: string
  readonly policy: Policy
}

export interface GeneratedFile {
  readonly path: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

export interface GeneratedTarget {
  readonly target: string
  readonly files: readonly GeneratedFile[]
  readonly statement: TargetStatement
  /** JCS bytes of the statement: the Merkle leaf. */
  readonly statementBytes: Uint8Array
}

/** Nothing was generated: an error finding or an unacknowledged warning stands in the way. */
export interface Refused {
  readonly outcome: 'refused'
  readonly findings: readonly Finding[]
  /** Those that block: errors, and warnings without an acknowledgement. */
  readonly blocking: readonly Finding[]
}

export interface Generated {
  readonly outcome: 'generated'
  readonly findings: readonly Finding[]
  readonly plan: Plan
  readonly targets: readonly GeneratedTarget[]
  readonly statement: PlanStatement
  readonly statementBytes: Uint8Array
  readonly planDigest: string
}

/** `progress` is told `done` of `total` targets; the result does not depend on it. */
export type Generate = (
  input: GeneratorInput,
  authority: Authority,
  staticFiles: readonly StaticFile[],
  progress?: (done: number, total: number) => void,
) => Generated | Refused

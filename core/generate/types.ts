import type { Finding } from '#core/findings/finding.ts'
import type { PlanOutline } from '#core/plan/outline.ts'
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

export interface TargetCommitment {
  readonly target: string
  readonly statement: TargetStatement
  /** JCS bytes of the statement: the Merkle leaf. */
  readonly statementBytes: Uint8Array
}

export interface GeneratedTarget extends TargetCommitment {
  readonly files: readonly GeneratedFile[]
}

export interface OutlinedTarget extends TargetCommitment {
  /** Makes the files anew, the same at each call; where not all are `wanted`, only those. */
  readonly makeFiles: (wanted?: (path: string) => boolean) => GeneratedFile[]
}

/** Nothing was generated: an error finding or an unacknowledged warning stands in the way. */
export interface Refused {
  readonly outcome: 'refused'
  readonly findings: readonly Finding[]
  /** Those that block: errors, and warnings without an acknowledgement. */
  readonly blocking: readonly Finding[]
}

interface Commitment {
  readonly outcome: 'generated'
  readonly findings: readonly Finding[]
  readonly statement: PlanStatement
  readonly statementBytes: Uint8Array
  readonly planDigest: string
}

/** Everything that people decide on, and all of its bytes. */
export interface Generated extends Commitment {
  readonly plan: Plan
  readonly targets: readonly GeneratedTarget[]
}

/** The same without text and files, for whoever goes through the targets one by one: memory does not grow with their bytes. */
export interface GeneratedOutline extends Commitment {
  readonly plan: PlanOutline
  readonly targets: readonly OutlinedTarget[]
}

/** `progress` is told `done` of `total` targets; the result does not depend on it. */
export type Generate<G = Generated> = (
  input: GeneratorInput,
  authority: Authority,
  staticFiles: readonly StaticFile[],
  progress?: (done: number, total: number) => void,
) => G | Refused

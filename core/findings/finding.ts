import type { Environment } from '#core/environment/environment.ts'

export type Severity = 'error' | 'warning' | 'information'

/** What a rule says about an environment. `path` is a JSON Pointer (RFC 6901) into the environment document. */
export interface Finding {
  readonly ruleId: string
  readonly severity: Severity
  readonly path: string
  /** One or two sentences: the value, and what to do. */
  readonly message: string
  /** Tag of `docs/sources.md`, e.g. `PSD, ADDSC`. */
  readonly source: string
  /** A value that certainly mends it: offered as a button. Absent where the remedy needs judgement. */
  readonly fix?: { readonly label: string; readonly path: string; readonly value: string | number | boolean }
}

export interface RuleContext {
  /** The UTC day that rules about age and expiry use, e.g. `2026-11-24`. */
  readonly asOf: string
  /** Minutes of work that the plan puts into the conversion window; absent where no plan is drawn yet (rule W01). */
  readonly conversionMinutes?: () => number
  /** Targets that have a ciphertext; absent where nobody knows of any (rule P08). */
  readonly ciphertexts?: readonly string[]
}

/** What a rule yields; id, severity and source are added by `findings`. */
export type RuleHit = Pick<Finding, 'path' | 'message' | 'fix'>

export interface Rule {
  readonly id: string
  readonly severity: Severity
  readonly source: string
  /** What it demands, in one sentence: the row of `docs/rules.md`. */
  readonly title: string
  readonly check: (environment: Environment, context: RuleContext) => Iterable<RuleHit>
}

import type { WindowGroup } from '#core/environment/vocabulary.ts'
import type { StepParameters } from '#core/settings/step-parameters.ts'

export type Phase = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'R' | 'U'

/** A piece of running text. Values that a person typed only ever stand in `code`, which is escaped when it is written. */
export type Inline = string | { readonly code: string } | { readonly strong: string }
export type Text = readonly Inline[]

/** One line with a check box: what to do, and below it what to copy. */
export interface Action {
  readonly text: Text
  /** A command to copy into an elevated Windows PowerShell 5.1 console. */
  readonly command?: string
  /** Something that must be known before this line is done; printed in front of it. */
  readonly stop?: Text
}

export interface Failure {
  readonly symptom: Text
  readonly fix: Text
}

/**
 * `automated`: the runner tests, changes and tests again. `verified`: a person works in a window, the runner verifies the result.
 * `manual`: a person works and confirms.
 */
export type Automation = 'automated' | 'verified' | 'manual'

export interface PlanStep {
  /** Unique: `F-02@MIMSYNC`, or `D-05@directory#MIMSyncGMSAsvc`. Results and `after` use it. */
  readonly id: string
  /** Id of the reference: `F-02`. */
  readonly step: string
  readonly phase: Phase
  readonly target: string
  readonly subject: string | null
  readonly title: string
  /** Person or right needed, e.g. `domain admin`. */
  readonly who: string
  /** Machine or console, in words. */
  readonly where: string
  readonly automation: Automation
  /** Only a changing step is held back until its window opens. */
  readonly changes: boolean
  readonly window: WindowGroup | null
  readonly outage: boolean
  readonly pointOfNoReturn: boolean
  /** Working time of a person. */
  readonly minutes: number
  /** Time that must pass by itself, as D-02's ten hours. */
  readonly waitMinutes: number
  /** Ids of steps that must be verified before. */
  readonly after: readonly string[]
  /** Boxes to tick before the first action. */
  readonly before: readonly Text[]
  readonly actions: readonly Action[]
  /** For automated steps: the Windows command that is run on the operator's behalf. */
  readonly runs: string | null
  readonly expect: readonly Text[]
  readonly failures: readonly Failure[]
  readonly undo: Text
  /** Tags, e.g. `PREP, PSD`. */
  readonly source: string
  /** What the runner needs for this step, or null for a manual step without verification. */
  readonly parameters: StepParameters | null
}

export interface PlanTarget {
  /** `directory`, `client`, or the short host name in capitals. */
  readonly target: string
  readonly kind: 'directory' | 'client' | 'mim' | 'sql'
  /** Empty for `directory` and `client`, which are chosen on the day. */
  readonly fqdn: string
  /** What will change, in one sentence. */
  readonly summary: string
}

export interface Plan {
  readonly targets: readonly PlanTarget[]
  /** In an order that satisfies every `after`; phase, then id. */
  readonly steps: readonly PlanStep[]
  readonly totals: {
    readonly steps: number
    readonly minutes: number
    readonly outageMinutes: number
    readonly criticalPathMinutes: number
  }
}

import type { WindowGroup } from '#core/environment/vocabulary.ts'
import type { StepParameters } from '#core/settings/step-parameters.ts'
import type { Action, Failure, Phase, PlanStep, Text } from './plan.ts'
import { command, say, typed } from './text.ts'

/** `F-02@MIMSYNC`, or `D-05@directory#MIMSyncGMSAsvc`. */
export function stepId(step: string, target: string, subject: string | null = null): string {
  return subject === null ? `${step}@${target}` : `${step}@${target}#${subject}`
}

interface Common {
  readonly step: string
  readonly target: string
  readonly subject?: string
  readonly title: string
  readonly who: string
  readonly where: string
  readonly window?: WindowGroup
  readonly outage?: boolean
  readonly pointOfNoReturn?: boolean
  readonly minutes: number
  readonly waitMinutes?: number
  readonly after?: readonly string[]
  readonly before?: readonly Text[]
  readonly expect: readonly Text[]
  readonly failures: readonly Failure[]
  readonly undo: Text
  readonly source: string
}

function base(input: Common) {
  const subject = input.subject ?? null
  return {
    id: stepId(input.step, input.target, subject),
    step: input.step,
    phase: input.step.slice(0, 1) as Phase,
    target: input.target,
    subject,
    title: input.title,
    who: input.who,
    where: input.where,
    window: input.window ?? null,
    outage: input.outage ?? false,
    pointOfNoReturn: input.pointOfNoReturn ?? false,
    minutes: input.minutes,
    waitMinutes: input.waitMinutes ?? 0,
    after: [...new Set(input.after ?? [])],
    before: input.before ?? [],
    expect: input.expect,
    failures: input.failures,
    undo: input.undo,
    source: input.source,
  }
}

interface Automated extends Common {
  readonly changes: boolean
  readonly runs: string
  readonly parameters: StepParameters
  /** Warning in front of the line that changes something. */
  readonly stop?: Text
  /** Lines that a person does before the runner can work, and after it. */
  readonly first?: readonly Action[]
  readonly last?: readonly Action[]
}

/** The runner tests, changes and tests again; a changing step is rehearsed first. */
export function automatedStep(input: Automated): PlanStep {
  const common = base(input)
  const stop = input.stop === undefined ? {} : { stop: input.stop }
  const run: Action[] = input.changes
    ? [
        {
          text: say`Rehearse. The answer is ${typed('WouldChange')} or ${typed('AlreadyOk')}.`,
          command: command`.\Start-Runbook.ps1 -Step ${common.id} -WhatIf`,
        },
        {
          ...stop,
          text: say`Run it. Answer ${typed('Y')}.`,
          command: command`.\Start-Runbook.ps1 -Step ${common.id}`,
        },
      ]
    : [{ ...stop, text: say`Run it. It changes nothing.`, command: command`.\Start-Runbook.ps1 -Step ${common.id}` }]
  return {
    ...common,
    automation: 'automated',
    changes: input.changes,
    actions: [...(input.first ?? []), ...run, ...(input.last ?? [])],
    runs: input.runs,
    parameters: input.parameters,
  }
}

/**
 * A step in Active Directory. The runner talks to one domain; where the object is in another one, a person types the commands that
 * the runner would have run.
 */
export function directoryStep(reachable: boolean, input: Automated, expect: readonly Text[], undo: Text): PlanStep {
  if (reachable) return automatedStep(input)
  const { changes, first, last, parameters: _runner, runs, stop, ...common } = input
  return manualStep({
    ...common,
    changes,
    actions: [
      ...(first ?? []),
      {
        text: say`Type these lines. The runner talks to one domain, and this is about another.`,
        command: runs,
        ...(stop === undefined ? {} : { stop }),
      },
      ...(last ?? []),
    ],
    expect,
    undo,
  })
}

interface Verified extends Common {
  readonly changes: boolean
  readonly actions: readonly Action[]
  readonly parameters: StepParameters
  /** Steps of one wizard are checked together, after the last of them. Default: this step alone. */
  readonly verifies?: readonly string[]
  /** False for the rest of a wizard that an earlier step has begun. */
  readonly begins?: boolean
}

/** A person works in a window; the runner verifies the result. */
export function verifiedStep(input: Verified): PlanStep {
  const common = base(input)
  const verifies = input.verifies ?? [common.id]
  const gate: Action[] =
    input.changes && common.window !== null && input.begins !== false
      ? [
          {
            text: say`May this begin? The runner looks at the window and at what must be finished. It changes nothing.`,
            command: command`.\Start-Runbook.ps1 -Step ${common.id} -WhatIf`,
          },
        ]
      : []
  const check: Action[] =
    verifies.length === 0
      ? []
      : [{ text: say`Let the runner check the result.`, command: command`.\Start-Runbook.ps1 -Verify ${verifies}` }]
  return {
    ...common,
    automation: 'verified',
    changes: input.changes,
    actions: [...gate, ...input.actions, ...check],
    runs: null,
    parameters: input.parameters,
  }
}

interface Manual extends Common {
  readonly changes: boolean
  readonly actions: readonly Action[]
}

/** A person works and confirms. */
export function manualStep(input: Manual): PlanStep {
  return {
    ...base(input),
    automation: 'manual',
    changes: input.changes,
    actions: input.actions,
    runs: null,
    parameters: null,
  }
}

/** Undo by the runner, from the state that it saved before it changed anything. */
export const undoByRunner = (id: string): Text => say`${typed(command`.\Start-Runbook.ps1 -Undo ${id}`)}`

export const readOnly: Text = say`Nothing to undo: this step only reads.`

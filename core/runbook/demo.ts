import type { Action, PlanStep, Text } from '#core/plan/plan.ts'

/** The runner refuses a DEMO bundle unless it is told otherwise, so every copied command must say it. */
const allow = (command: string): string =>
  command.replace(/^\.\\(Start-Runbook|Update-ExchangePassword)\.ps1 .*$/gm, '$& -AllowDemo')

const allowText = (text: Text): Text =>
  text.map((part) => (typeof part !== 'string' && 'code' in part ? { code: allow(part.code) } : part))

const allowAction = (action: Action): Action =>
  action.command === undefined ? action : { ...action, command: allow(action.command) }

/** A step as a demo runbook prints it. */
export const forDemo = (step: PlanStep): PlanStep => ({
  ...step,
  actions: step.actions.map(allowAction),
  undo: allowText(step.undo),
})

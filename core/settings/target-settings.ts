import { primaryDomain } from '#core/environment/describe.ts'
import type { Plan, PlanStep, Text } from '#core/plan/plan.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import type { Psd1Value } from './psd1.ts'
import type { SettingsStep, TargetSettings } from './step-parameters.ts'
import { utcWindows } from './utc.ts'

/** What the runner of one target is told: the content of its `settings.psd1`. Throws when the plan has no such target. */
export function targetSettings(
  input: GeneratorInput,
  plan: Plan,
  target: string,
  generatorVersion: string,
): TargetSettings {
  const found = plan.targets.find((candidate) => candidate.target === target)
  if (!found) throw new RangeError(`the plan has no target ${target}`)
  const domain = primaryDomain(input.environment)
  return {
    FormatVersion: '1',
    RequestId: input.requestId,
    Revision: String(input.revision),
    Mode: input.mode,
    Target: target,
    TargetKind: found.kind,
    Fqdn: found.fqdn,
    GeneratorVersion: generatorVersion,
    Domain: { DnsName: domain?.dnsName ?? '', NetBiosName: domain?.netbiosName ?? '' },
    Windows: utcWindows(input.environment).map(({ group, notBefore, notAfter }) => ({
      Group: group,
      NotBefore: notBefore,
      NotAfter: notAfter,
    })),
    Steps: plan.steps.filter((step) => step.target === target).map(settingsStep),
  }
}

/** The settings as data for `writePsd1`; step parameters are text, lists and tables by their type. */
export const asPsd1 = (settings: TargetSettings): { readonly [key: string]: Psd1Value } =>
  settings as unknown as { readonly [key: string]: Psd1Value }

function settingsStep(step: PlanStep): SettingsStep {
  const own = step.after.filter((id) => targetOf(id) === step.target)
  return {
    Id: step.id,
    Step: step.step,
    Title: step.title,
    Window: step.window ?? '',
    Automation: step.automation,
    Changes: step.changes ? 'yes' : 'no',
    After: [...own, ...step.after.filter((id) => !own.includes(id))],
    Instructions: step.automation === 'automated' ? [] : instructions(step),
    Parameters: step.parameters?.values ?? {},
  }
}

const targetOf = (id: string): string => id.split('@')[1]?.split('#')[0] ?? ''

/** The lines that the runner prints at a step that a person carries out. What only starts the runner again is left out. */
function instructions(step: PlanStep): string[] {
  return step.actions.flatMap(({ text, command, stop }) => {
    const commands = (command ?? '').split('\n').filter((line) => line !== '')
    if (commands.some((line) => line.startsWith('.\\Start-Runbook.ps1'))) return []
    return [...(stop ? [`STOP: ${plain(stop)}`] : []), plain(text), ...commands.map((line) => `> ${line}`)]
  })
}

const plain = (text: Text): string =>
  text.map((part) => (typeof part === 'string' ? part : 'code' in part ? part.code : part.strong)).join('')

import { primaryDomain, sameName, targetName } from '#core/environment/describe.ts'
import type { Domain, Environment } from '#core/environment/environment.ts'
import type { PlanStep, PlanTarget, Text } from '#core/plan/plan.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import type { SettingsStep, TargetSettings } from './step-parameters.ts'
import { utcWindows } from './utc.ts'

/** What the runner of one target is told: the content of its `settings.psd1`. `steps` are those of this target, in order. */
export function targetSettings(
  input: GeneratorInput,
  { target, kind, fqdn }: PlanTarget,
  steps: readonly PlanStep[],
  generatorVersion: string,
): TargetSettings {
  const domain = domainOf(input.environment, target, kind)
  return {
    FormatVersion: '1',
    RequestId: input.requestId,
    Revision: String(input.revision),
    Mode: input.mode,
    Target: target,
    TargetKind: kind,
    Fqdn: fqdn,
    GeneratorVersion: generatorVersion,
    Domain: { DnsName: domain?.dnsName ?? '', NetBiosName: domain?.netbiosName ?? '' },
    Windows: utcWindows(input.environment).map(({ group, notBefore, notAfter }) => ({
      Group: group,
      NotBefore: notBefore,
      NotAfter: notAfter,
    })),
    Steps: steps.map(settingsStep),
  }
}

/** A server's own domain; the first domain of the forest for the workstation and the client. */
function domainOf(environment: Environment, target: string, kind: PlanTarget['kind']): Domain | undefined {
  const server =
    kind === 'mim' || kind === 'sql'
      ? environment.servers.find((candidate) => targetName(environment, candidate) === target)
      : undefined
  const own = server && environment.forest.domains.find(({ dnsName }) => sameName(dnsName, server.domain))
  return own ?? primaryDomain(environment)
}

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

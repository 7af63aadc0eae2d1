import { targetName } from '#core/environment/describe.ts'
import type { StepOutline } from './outline.ts'
import type { PlanTarget } from './plan.ts'
import { accountsOn, type Host, type Scene } from './scene.ts'

const KIND_ORDER = ['directory', 'mim', 'sql', 'client']

/** Every machine that has a step: the workstation first, then MIM servers, SQL, the client. */
export function targetsOf(scene: Scene, steps: readonly StepOutline[]): PlanTarget[] {
  const names = [...new Set(steps.map((step) => step.target))]
  const { environment, hosts } = scene
  const machines: Machines = {
    hosts: new Map(hosts.map((host) => [host.target, host])),
    fqdns: new Map(environment.servers.map((server) => [targetName(environment, server), server.fqdn])),
  }
  return names
    .map((name) => describeTarget(scene, machines, name))
    .sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || (a.target < b.target ? -1 : 1))
}

interface Machines {
  readonly hosts: ReadonlyMap<string, Host>
  readonly fqdns: ReadonlyMap<string, string>
}

function describeTarget(scene: Scene, machines: Machines, target: string): PlanTarget {
  if (target === 'directory') {
    const count = scene.accounts.length
    return {
      target,
      kind: 'directory',
      fqdn: '',
      summary: `${count === 1 ? 'One managed account is' : `${count} managed accounts are`} created, with host groups, SPNs and delegation.`,
    }
  }
  if (target === 'client') {
    return { target, kind: 'client', fqdn: '', summary: 'Nothing changes here; portals and password reset are tested.' }
  }
  const host = machines.hosts.get(target)
  if (host) {
    const parts = host.components.map((component) => component.component).join(', ')
    const count = accountsOn(scene, host).length
    return {
      target,
      kind: 'mim',
      fqdn: host.server.fqdn,
      summary: `${parts} ${host.components.length === 1 ? 'goes' : 'go'} to ${count === 1 ? 'a managed account' : `${count} managed accounts`}.`,
    }
  }
  return {
    target,
    kind: 'sql',
    fqdn: machines.fqdns.get(target) ?? '',
    summary: 'Databases are backed up, logins for the managed accounts are created.',
  }
}

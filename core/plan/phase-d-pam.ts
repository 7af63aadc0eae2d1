import type { Action, PlanStep } from './plan.ts'
import type { ManagedAccount, Scene } from './scene.ts'
import { manualStep, stepId } from './step.ts'
import { command, label, lines, list, say, typed } from './text.ts'

const DELEGATED = ['SVC', 'PAMCOMP', 'PAMMON'] as const
type Delegated = (typeof DELEGATED)[number]

/** D-09: what the accounts of a bastion may do in its directory; the old accounts keep theirs until K-03. */
export function bastionRights(scene: Scene): PlanStep[] {
  if (scene.environment.pam === null) return []
  return scene.accounts.flatMap((account) => {
    const roles = DELEGATED.filter((key) => account.components.some(({ component }) => component === key))
    return roles.length === 0 ? [] : [rights(scene, account, roles)]
  })
}

export const bastionRightIds = (scene: Scene): string[] => bastionRights(scene).map((step) => step.id)

const partsOf = (domain: string): string =>
  domain
    .split('.')
    .map((label) => `DC=${label}`)
    .join(',')

function rights(scene: Scene, account: ManagedAccount, roles: readonly Delegated[]): PlanStep {
  const domain = partsOf(account.details.domain)
  const holder = `CN=AdminSDHolder,CN=System,${domain}`
  const shadow = `CN=Shadow Principal Configuration,CN=Services,CN=Configuration,${partsOf(scene.environment.forest.rootDomain)}`
  const has = (...keys: readonly Delegated[]): boolean => keys.some((key) => roles.includes(key))
  const forests = scene.environment.pam?.trustedForests ?? []
  const old = account.components.map((component) => `${component.oldAccount.domain}\\${component.oldAccount.name}`)
  const record = `${scene.backup}\\acl-before-${account.name}.txt`
  const targets = [...(has('SVC', 'PAMCOMP') ? [holder] : []), shadow]
  const actions: Action[] = [
    {
      text: say`Record today's access lists. They also show what ${list([...new Set(old)])} may do.`,
      command: lines(
        ...[domain, ...targets].map((name) => command`dsacls.exe ${name} | Out-File -FilePath ${record} -Append`),
      ),
    },
    {
      text: say`Run ${typed('dsa.msc')}. Right-click the domain, ${label('Delegate Control')}. Add ${typed(account.full)}; in ${label('Object Types')} tick ${label('Service Accounts')}.`,
    },
    {
      text: say`Tick ${label('Create, delete, and manage user accounts')} and ${label('Modify the membership of a group')}. Click ${label('Next')}, ${label('Finish')}.`,
    },
    ...(has('SVC', 'PAMCOMP')
      ? [
          {
            text: say`Let the account change members of protected groups.`,
            stop: say`Single quotes: in double quotes PowerShell reads ${typed('$:')} as a mistake.`,
            command: command`dsacls.exe ${holder} /G ${`${account.full}:WP;member`}`,
          },
        ]
      : []),
    {
      text: say`Let the account write, create and delete below the container of shadow principals, this object and descendants.`,
      command: command`dsacls.exe ${shadow} /I:T /G ${`${account.full}:WPCCDC`}`,
    },
    ...(has('PAMMON')
      ? forests.map((forest) => ({
          text: say`In ${typed(forest.rootDomain)}, on ${typed(forest.controller)}, with its domain admin: for the root and each other domain, ${label('Delegate Control')}, add ${typed(account.full)}, tick ${label('Read all user information')}.`,
        }))
      : []),
    ...adminGroups(scene, account),
    {
      text: say`Policies that deny the old account network, local, batch and remote desktop logon: have ${typed(account.full)} added there. Never to ${label('Deny log on as a service')}.`,
    },
  ]
  return manualStep({
    step: 'D-09',
    target: 'directory',
    subject: account.name,
    title: 'Rights of the managed account in the bastion',
    who: 'domain admin of the bastion',
    where: 'admin workstation with RSAT, in the bastion',
    changes: true,
    window: 'directory',
    minutes: 20,
    after: [
      stepId('D-05', 'directory', account.name),
      ...account.components.map((component) => stepId('A-04', 'directory', component.oldAccount.name)),
    ],
    actions,
    expect: [
      say`${typed('dsacls.exe')} with each of these names lists ${typed(account.full)}: ${list([domain, ...targets])}.`,
      ...(has('SVC', 'PAMCOMP')
        ? [say`Within an hour Windows copies the right on ${typed('AdminSDHolder')} to protected groups.`]
        : []),
    ],
    failures: [
      {
        symptom: say`The object is not found`,
        fix: say`Shadow principals need the schema of 2016. Without them leave that line out, and write it down.`,
      },
      {
        symptom: say`The name is not found in the other forest`,
        fix: say`The trust does not resolve names of the bastion. Compare it with the PAM pages before the window.`,
      },
    ],
    undo: say`${typed(lines(...targets.map((name) => command`dsacls.exe ${name} /R ${account.full}`)))} removes all entries of this account. In the domain, take it out of ${label('Security')} by hand.`,
    source: 'PAM2, PAM5, PAMHA',
  })
}

/** Domain Admins, where somebody has accepted rule D07. */
function adminGroups(scene: Scene, account: ManagedAccount): Action[] {
  const accepted = scene.environment.pam?.domainAdmins ?? []
  const roles = account.components.map(({ component }) => component).filter((key) => accepted.includes(key))
  if (roles.length === 0) return []
  return [
    {
      text: say`Add the account to the domain admins, as accepted in the request.`,
      stop: say`Whoever gets into this service then owns the bastion. Stop here if nobody remembers having accepted it.`,
      command: lines(
        command`$group = (Get-ADDomain -Server ${account.controller}).DomainSID.Value + '-512'`,
        command`Add-ADGroupMember -Identity $group -Members ${`${account.name}$`} -Server ${account.controller}`,
      ),
    },
  ]
}

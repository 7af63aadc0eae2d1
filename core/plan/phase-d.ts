import { sameName } from '#core/environment/describe.ts'
import { type Draft, written } from './outline.ts'
import { rootKey, waitForRootKey } from './phase-d-key.ts'
import { delegation, servicePrincipalNames, spnMoves } from './phase-d-names.ts'
import { bastionRights } from './phase-d-pam.ts'
import type { PlanStep } from './plan.ts'
import {
  accountsOn,
  controllerOf,
  type Host,
  type HostGroup,
  hostsOf,
  type ManagedAccount,
  type Scene,
} from './scene.ts'
import { directoryStep, manualStep, readOnly, stepId, undoByRunner } from './step.ts'
import { everyHostTest, hasHostTestGate } from './stops.ts'
import { command, label, lines, list, say, typed } from './text.ts'

/** Active Directory. D-07 alone interrupts anything, and belongs to the conversion window. */
export function phaseD(scene: Scene): Draft[] {
  return [
    ...written(rootKey(scene)),
    () => waitForRootKey(scene),
    ...scene.groups.map((group) => () => hostGroup(group)),
    ...scene.hosts.map((host) => () => refreshMembership(scene, host)),
    ...scene.accounts.map((account) => () => createAccount(account)),
    ...written(syncGroupMembership(scene)),
    ...spnMoves(scene).map((move) => () => servicePrincipalNames(scene, move)),
    ...written(delegation(scene)),
    ...written(bastionRights(scene)),
    ...scene.hosts.flatMap((host) => accountsOn(scene, host).map((account) => () => hostTest(host, account))),
    ...(hasHostTestGate(scene) ? [() => hostTestGate(scene)] : []),
    ...scene.hosts.filter(startsLate).map((host) => () => keyServiceTrigger(host)),
  ]
}

/** Steps after which the MIM Service is in the Sync groups. */
export const membershipIds = (scene: Scene): string[] => syncGroupMembership(scene).map((step) => step.id)

/** D-11, where this server needs it. */
export const triggerIds = (host: Host): string[] => (startsLate(host) ? [stepId('D-11', host.target)] : [])

/** With many servers one person collects the results, so that nobody has to ask every other operator. */
function hostTestGate(scene: Scene): PlanStep {
  return manualStep({
    step: 'D-10',
    target: 'directory',
    title: 'Gate: every server may use its accounts',
    who: 'change lead',
    where: 'at the desk, with this runbook',
    changes: false,
    window: 'directory',
    minutes: 15,
    after: everyHostTest(scene),
    actions: [
      {
        text: say`Collect the results of D-10: ${list(scene.hosts.map((host) => host.server.name))}.`,
        stop: say`No service of any server is stopped before every D-10 says ${typed('True')}.`,
      },
      { text: say`Two people have read the results. Both say go: ____________` },
    ],
    expect: [say`Each server says ${typed('True')} for each of its accounts.`],
    failures: [
      {
        symptom: say`One server says ${typed('False')}`,
        fix: say`STOP. Mend it there with D-04 and D-10. Nothing is stopped before.`,
      },
    ],
    undo: readOnly,
    source: 'PSD, WSD',
  })
}

const SCOPES = { global: 'Global', universal: 'Universal', 'domain-local': 'DomainLocal' } as const

function hostGroup(group: HostGroup): PlanStep {
  const { name, scope, container } = group.details
  const members = group.members.map((member) => `${member}$`)
  const id = stepId('D-03', 'directory', name)
  const add = group.reachable
    ? [command`Add-ADGroupMember -Identity ${name} -Members ${members} -Server ${group.controller}`]
    : group.computers.map(
        (computer) =>
          command`Add-ADGroupMember -Identity ${name} -Members (Get-ADComputer -Identity ${computer.name} -Server ${computer.controller}) -Server ${group.controller}`,
      )
  const exactly = say`The group ${typed(name)} has exactly these members: ${list(members)}.`
  return directoryStep(
    group.reachable,
    {
      step: 'D-03',
      target: 'directory',
      subject: name,
      title: 'Group of the servers that may fetch the password',
      who: 'domain admin',
      where: 'admin workstation with RSAT',
      changes: true,
      window: 'directory',
      minutes: 2,
      after: [stepId('A-05', 'directory'), stepId('A-06', 'directory'), stepId('A-07', 'directory')],
      runs: lines(
        container === null
          ? command`New-ADGroup -Name ${name} -SamAccountName ${name} -GroupCategory Security -GroupScope ${SCOPES[scope]} -Server ${group.controller}`
          : command`New-ADGroup -Name ${name} -SamAccountName ${name} -GroupCategory Security -GroupScope ${SCOPES[scope]} -Path ${container} -Server ${group.controller}`,
        ...add,
      ),
      expect: [say`${typed('Changed')}. ${exactly}`],
      failures: [
        {
          symptom: say`A member is not found`,
          fix: say`The computer is not in this domain, or its name lacks the ${typed('$')}. STOP: correct the environment.`,
        },
        {
          symptom: say`The group exists with other members`,
          fix: say`Each member can read the password. Ask the owner of the group before you add anything.`,
        },
      ],
      undo: undoByRunner(id),
      source: 'PREP',
      parameters: {
        code: 'D-03',
        values: { Name: name, Scope: SCOPES[scope], Container: container ?? '', Members: members },
      },
    },
    [exactly],
    say`Remove the members that were added; a group that was made here goes as a whole.`,
  )
}

function refreshMembership(scene: Scene, host: Host): PlanStep {
  const groups = accountsOn(scene, host).map((account) => account.group)
  return manualStep({
    step: 'D-04',
    target: host.target,
    title: 'Let the server learn its new groups',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'directory',
    minutes: 3,
    after: groups.map((group) => stepId('D-03', 'directory', group)),
    actions: [
      {
        text: say`Discard the tickets of the computer account. Services keep running.`,
        command: 'klist.exe -li 0x3e7 purge',
      },
      { text: say`A reboot does the same. Take it only when D-10 fails afterwards, in an agreed minute.` },
    ],
    expect: [say`${typed('Ticket(s) purged!')} D-10 proves the rest.`],
    failures: [
      {
        symptom: say`${typed('Error calling API LsaCallAuthenticationPackage')}`,
        fix: say`The console is not elevated. Open it again with ${label('Run as administrator')}.`,
      },
    ],
    undo: say`Nothing to undo: new tickets come by themselves.`,
    source: 'WSD, PREP',
  })
}

function createAccount(account: ManagedAccount): PlanStep {
  const { details, group, name } = account
  const id = stepId('D-05', 'directory', name)
  const path = details.container === null ? '' : command` -Path ${details.container}`
  const days = String(details.passwordIntervalDays)
  const fields: Parameters<typeof directoryStep>[1] = {
    step: 'D-05',
    target: 'directory',
    subject: name,
    title: 'Create the managed account',
    who: 'domain admin',
    where: 'admin workstation with RSAT',
    changes: true,
    window: 'directory',
    minutes: 2,
    after: [stepId('D-02', 'directory'), stepId('D-03', 'directory', group)],
    stop: say`Name and password interval cannot be changed later.`,
    runs: `${command`New-ADServiceAccount -Name ${name} -DNSHostName ${details.dnsHostName} -PrincipalsAllowedToRetrieveManagedPassword ${group} -KerberosEncryptionType ${details.encryptionTypes} -ManagedPasswordIntervalInDays ${days} -Server ${account.controller}`}${path}`,
    expect: [say`${typed('Changed')}. A second run says ${typed('AlreadyOk')}.`],
    failures: [
      {
        symptom: say`${typed('Key does not exist')}`,
        fix: say`D-02 is not over on this domain controller. Wait. Never add a key.`,
      },
      {
        symptom: say`The name exists`,
        fix: say`STOP. Ask who made it. Two accounts of one name in a forest end in wrong logons.`,
      },
      {
        symptom: say`Access is denied`,
        fix: say`Use a domain admin, or the delegated right to create group managed service accounts.`,
      },
    ],
    undo: say`Only while no service uses it: ${undoByRunner(id)}`,
    source: 'PREP, PSD',
    parameters: {
      code: 'D-05',
      values: {
        Name: name,
        DnsHostName: details.dnsHostName,
        HostGroup: group,
        EncryptionTypes: details.encryptionTypes,
        IntervalDays: days,
        Container: details.container ?? '',
      },
    },
  }
  return directoryStep(
    account.reachable,
    fields,
    [say`${typed('Get-ADServiceAccount')} finds it with ${typed(details.dnsHostName)} and the group ${typed(group)}.`],
    say`Only while no service uses it: ${typed(command`Remove-ADServiceAccount -Identity ${name} -Server ${account.controller}`)}`,
  )
}

function syncGroupMembership(scene: Scene): PlanStep[] {
  const { syncGroups } = scene.environment
  const service = scene.accounts.find((account) => account.components.some((part) => part.component === 'SVC'))
  if (!service || hostsOf(scene, 'SYNC').length === 0) return []
  const groups =
    syncGroups.serviceMembership === 'admins' ? [syncGroups.admins] : [syncGroups.browse, syncGroups.passwordSet]
  if (syncGroups.kind === 'local') return hostsOf(scene, 'SYNC').map((host) => localMembership(host, service, groups))
  const member = `${service.name}$`
  const home = scene.environment.forest.domains.find(({ netbiosName }) => sameName(netbiosName, syncGroups.domain))
  const controller = controllerOf(scene.environment, home?.dnsName ?? scene.domain.dns)
  const reachable = service.reachable && controller === scene.controller
  return [
    directoryStep(
      reachable,
      {
        step: 'D-06',
        target: 'directory',
        subject: service.name,
        title: 'Let the MIM Service into the Sync groups',
        who: 'domain admin',
        where: 'admin workstation with RSAT',
        changes: true,
        window: 'directory',
        minutes: 2,
        after: [stepId('D-05', 'directory', service.name), stepId('A-07', 'directory')],
        ...(syncGroups.managedByMim === 'yes'
          ? {
              stop: say`MIM manages these groups. Take them out of its scope first, or the next export removes the account.`,
            }
          : {}),
        runs: lines(
          ...groups.map((group) =>
            reachable
              ? command`Add-ADGroupMember -Identity ${group} -Members ${member} -Server ${controller}`
              : command`Add-ADGroupMember -Identity ${group} -Members (Get-ADServiceAccount -Identity ${service.name} -Server ${service.controller}) -Server ${controller}`,
          ),
        ),
        expect: [say`${typed('Changed')}. ${typed(member)} is a member of ${list(groups)}.`],
        failures: [
          {
            symptom: say`Group not found`,
            fix: say`The group has another name, or is local to the Sync server. STOP: correct the environment.`,
          },
        ],
        undo: undoByRunner(stepId('D-06', 'directory', service.name)),
        source: 'PREP',
        parameters: { code: 'D-06', values: { Member: member, Groups: groups } },
      },
      [say`${typed(member)} is a member of ${list(groups)}.`],
      say`${typed('Remove-ADGroupMember')} with the same names.`,
    ),
  ]
}

/** Local groups of the Sync server: no directory step reaches them. */
function localMembership(host: Host, service: ManagedAccount, groups: readonly string[]): PlanStep {
  return manualStep({
    step: 'D-06',
    target: host.target,
    subject: service.name,
    title: 'Let the MIM Service into the local Sync groups',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'directory',
    minutes: 3,
    after: [stepId('D-05', 'directory', service.name), stepId('A-07', 'directory')],
    actions: [
      {
        text: say`Add the account to each group.`,
        command: lines(...groups.map((group) => command`Add-LocalGroupMember -Group ${group} -Member ${service.full}`)),
      },
      {
        text: say`Read the groups.`,
        command: lines(...groups.map((group) => command`Get-LocalGroupMember -Group ${group}`)),
      },
    ],
    expect: [say`${typed(service.full)} is a member of ${list(groups)}.`],
    failures: [
      {
        symptom: say`The cmdlet does not exist, or does not find the account`,
        fix: say`Use the older tool: ${typed(lines(...groups.slice(0, 1).map((group) => command`net.exe localgroup ${group} ${service.full} /add`)))} Not found there either? D-05 has not reached this site.`,
      },
      {
        symptom: say`The group is not found`,
        fix: say`It has another name, or is a group of the domain. STOP: correct the environment.`,
      },
    ],
    undo: say`${typed(lines(...groups.map((group) => command`Remove-LocalGroupMember -Group ${group} -Member ${service.full}`)))}`,
    source: 'PREP, learn: LocalAccounts',
  })
}

/** D-11: on older systems the key service starts too late, and services on managed accounts hang at boot. */
function startsLate(host: Host): boolean {
  return host.server.operatingSystem === '2012' || host.server.operatingSystem === '2012R2'
}

function keyServiceTrigger(host: Host): PlanStep {
  return manualStep({
    step: 'D-11',
    target: host.target,
    title: 'Start the key service with the network',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'directory',
    minutes: 5,
    after: [stepId('A-08', host.target)],
    actions: [
      {
        text: say`Read the trigger of today. Keep the output; the undo needs it.`,
        command: 'sc.exe qtriggerinfo kdssvc',
      },
      {
        text: say`Set the trigger.`,
        stop: say`Type ${typed('sc.exe')}, not ${typed('sc')}: in Windows PowerShell that is another command.`,
        command: 'sc.exe triggerinfo kdssvc start/networkon',
      },
      { text: say`Read it again.`, command: 'sc.exe qtriggerinfo kdssvc' },
    ],
    expect: [say`The trigger starts the service when the first IP address is there.`],
    failures: [
      { symptom: say`Access is denied`, fix: say`The console is not elevated. Open it again as administrator.` },
    ],
    undo: say`${typed('sc.exe triggerinfo kdssvc delete')}, then set the trigger that was read first.`,
    source: 'GMSA',
  })
}

function hostTest(host: Host, account: ManagedAccount): PlanStep {
  const { name } = account
  const id = stepId('D-10', host.target, name)
  // Across domains the short name is not found; the distinguished name is.
  const near = sameName(host.server.domain, account.details.domain)
  const identity = near ? name : distinguishedName(account)
  const fields: Parameters<typeof directoryStep>[1] = {
    step: 'D-10',
    target: host.target,
    subject: name,
    title: 'Host test: may this server use the account?',
    who: 'local admin',
    where: 'this server, signed in with a domain account',
    changes: true,
    window: 'directory',
    minutes: 3,
    after: [stepId('D-04', host.target), stepId('D-05', 'directory', name), stepId('E-00', host.target)],
    stop: say`Hard gate. No service of any server is stopped before every D-10 says ${typed('True')}.`,
    runs: lines(
      command`Install-ADServiceAccount -Identity ${identity}`,
      command`Test-ADServiceAccount -Identity ${identity}`,
    ),
    expect: [say`${typed('True')}. A warning with ${typed('False')} means: not allowed.`],
    failures: [
      {
        symptom: say`${typed('False')} or ${typed('Access denied')}`,
        fix: say`The server does not know its group yet. Repeat D-04 and reboot in an agreed minute.`,
      },
      {
        symptom: say`${typed('False')} after the reboot too`,
        fix: say`Compare the group of D-03, the AES policy of this server, and TCP 9389 to ${typed(account.controller)}.`,
      },
    ],
    undo: undoByRunner(id),
    source: 'PSD, WSD',
    parameters: { code: 'D-10', values: { Account: name } },
  }
  const undo = say`${typed(command`Uninstall-ADServiceAccount -Identity ${identity}`)}`
  return directoryStep(near, fields, fields.expect, undo)
}

function distinguishedName({ details, name }: ManagedAccount): string {
  const domain = details.domain
    .split('.')
    .map((label) => `DC=${label}`)
    .join(',')
  return `CN=${name},${details.container ?? `CN=Managed Service Accounts,${domain}`}`
}

import type { Component } from '#core/environment/environment.ts'
import { gateIds, readyForWizard } from './before-stop.ts'
import { identitiesOf } from './identities.ts'
import type { Action, PlanStep } from './plan.ts'
import { serviceName } from './products.ts'
import { accountOf, componentOf, type Host, keyStepOf, oldName, type Scene, standbyHosts, syncHosts } from './scene.ts'
import { manualStep, readOnly, stepId, verifiedStep } from './step.ts'
import { syncStops } from './stops.ts'
import { command, label, lines, list, say, typed } from './text.ts'
import { syncWizard } from './wizards.ts'

const SERVICE = serviceName('SYNC')

/** F-05: a standby gets the same account, after the active server, and rests again at the end. */
export const standbys = (scene: Scene): PlanStep[] =>
  standbyHosts(scene).flatMap((host, index, all) => {
    const component = componentOf(host, 'SYNC')
    return component ? [standby(scene, host, component, all[index - 1])] : []
  })

const activeNames = (scene: Scene): string[] => syncHosts(scene).map((host) => host.server.name)

/** Service rests and does not start by itself; read what it is. */
const rest: readonly Action[] = [
  {
    text: say`Stop the service here and keep it from starting by itself.`,
    stop: say`Two running Synchronization Services on one database destroy data. One of them rests at all times.`,
    command: lines(command`Stop-Service -Name ${SERVICE}`, command`Set-Service -Name ${SERVICE} -StartupType Manual`),
  },
]

const readService = command`Get-CimInstance -ClassName Win32_Service | Where-Object -Property Name -EQ -Value ${SERVICE} | Select-Object -Property Name,StartName,State,StartMode`

function standby(scene: Scene, host: Host, component: Component, before: Host | undefined): PlanStep {
  const account = accountOf(scene, component)
  const file = scene.keyFile
  const active = activeNames(scene)
  return verifiedStep({
    step: 'F-05',
    target: host.target,
    title: 'Give the standby the same account',
    who: 'local admin with rights on the Sync database, and the operator of the active server',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 30,
    after: [
      ...syncHosts(scene).map((sync) => stepId('F-04', sync.target)),
      ...(before ? [stepId('F-05', before.target)] : []),
      ...syncStops(scene),
      ...gateIds(scene, host),
      stepId('A-01', host.target),
    ],
    before: [
      say`${list(active)}: F-04 has passed, and no run profile is active.`,
      say`This server has the same build as the active one (A-02).`,
      ...readyForWizard(scene),
    ],
    actions: [
      {
        text: say`Have the service on the active server stopped (${list(active)}). Its operator says so by phone.`,
        stop: say`The service rests on one of the two servers at all times. It is never running on both.`,
      },
      { text: say`Write down how the service starts here today.`, command: readService },
      {
        text: say`Copy the key file of ${typed(keyStepOf(scene))} to this server. Its SHA-256 is the one that was written down.`,
        command: command`Get-FileHash -Algorithm SHA256 -LiteralPath ${file}`,
      },
      ...syncWizard(host, account),
      {
        text: say`The wizard asks for the key set: click ${label('Yes')}. Select ${typed(file)} Wait for its end. Click ${label('Finish')}.`,
      },
      ...rest,
      {
        text: say`Tell Windows that the account is managed, and read the result.`,
        command: lines(command`sc.exe managedaccount ${SERVICE} true`, readService),
      },
      { text: say`Have the service on the active server started again (${list(active)}).` },
      { text: say`Delete the key file here. It stays in the safe place.` },
    ],
    expect: [
      say`Here: ${typed('Stopped')}, ${typed('Manual')}, ${typed(account.full)}.`,
      say`On ${list(active)}: ${typed('Running')}.`,
    ],
    failures: [
      {
        symptom: say`Change mode refuses to work on a standby`,
        fix: say`Nobody has documented it. Click ${label('Cancel')}. Uninstall here, install the same build on the existing database with the new account, and supply the key.`,
      },
      {
        symptom: say`The active server does not start any more`,
        fix: say`Look whether the service here rests. Then repeat F-03 and F-04 there.`,
      },
    ],
    undo: say`R-01 on this server gives the old account back.`,
    source: 'PREP, VH, CERTSRV',
    parameters: { code: 'F-05', values: { Service: SERVICE, Account: account.full } },
  })
}

/** R-01 of a standby: after the active server, and it rests again. */
export const standbyRollbacks = (scene: Scene): PlanStep[] =>
  standbyHosts(scene).flatMap((host) => {
    const component = componentOf(host, 'SYNC')
    return component ? [standbyRollback(scene, host, component)] : []
  })

function standbyRollback(scene: Scene, host: Host, component: Component): PlanStep {
  return verifiedStep({
    step: 'R-01',
    target: host.target,
    title: 'Rollback of the standby to the old account',
    who: 'local admin with rights on the Sync database',
    where: 'this server',
    changes: true,
    outage: true,
    minutes: 30,
    after: syncHosts(scene).map((sync) => stepId('R-01', sync.target)),
    before: [say`The password of ${typed(oldName(component))} lies beside you.`],
    actions: [
      { text: say`Have the service on the active server stopped (${list(activeNames(scene))}).` },
      ...syncWizard(host, { name: component.oldAccount.name, netbios: component.oldAccount.domain }, 'typed'),
      {
        text: say`The key set: ${label('Yes')}, select ${typed(scene.keyFile)}, by its SHA-256. Click ${label('Finish')}.`,
      },
      ...rest,
      { text: say`Have the service on the active server started again.` },
    ],
    expect: [say`Here: ${typed('Stopped')}, ${typed(oldName(component))}.`],
    failures: [
      {
        symptom: say`The wizard cannot go on`,
        fix: say`Leave the standby as it is and tell the change lead. The active server does not need it tonight.`,
      },
    ],
    undo: say`F-05 converts again.`,
    source: 'CERTSRV, inference',
    parameters: { code: 'R-01', values: identitiesOf(scene, host, 'old', ['SYNC']) },
  })
}

/** J-11: the only proof that a standby can take over. */
export const rehearsals = (scene: Scene): PlanStep[] =>
  standbyHosts(scene).flatMap((host) => {
    const component = componentOf(host, 'SYNC')
    const [active] = syncHosts(scene)
    return component && active ? [rehearsal(scene, host, active, component)] : []
  })

function activate(scene: Scene, component: Component): string {
  const account = accountOf(scene, component)
  return command`& ${`${scene.program}\\Synchronization Service\\Bin\\miisactivate.exe`} ${scene.keyFile} ${`${account.netbios}\\${account.name}`}`
}

function rehearsal(scene: Scene, host: Host, active: Host, component: Component): PlanStep {
  const { inUse } = scene.environment.passwordChangeNotification
  return manualStep({
    step: 'J-11',
    target: host.target,
    title: 'Rehearsal: the standby takes over, and gives back',
    who: 'local admin here and on the active server, member of the Sync admins group',
    where: 'this server',
    changes: true,
    window: 'checks',
    outage: true,
    minutes: 30,
    after: [stepId('F-05', host.target), stepId('J-02', active.target), stepId('F-07', active.target)],
    before: [
      say`No run profile is active; schedules are off for this hour.`,
      say`The key file of ${typed(keyStepOf(scene))} lies on both servers, by its SHA-256.`,
    ],
    actions: [
      {
        text: say`On ${typed(active.server.name)}: stop the service.`,
        command: command`Stop-Service -Name ${SERVICE}`,
      },
      {
        text: say`Here: activate this server.`,
        stop: say`The name has no ${typed('$')} here, and no ${typed('*')} behind it. Microsoft's pages print this line in two ways; no other is known to work.`,
        command: activate(scene, component),
      },
      ...(inUse
        ? [
            {
              text: say`Password changes must find this server in a real failover: the target in ${typed('pcnscfg.exe')} and its SPN. Write down who would do that: ____________`,
            },
          ]
        : []),
      { text: say`Run ${label('Delta Import')} on one agent here.` },
      { text: say`Stop the service here again.`, command: command`Stop-Service -Name ${SERVICE}` },
      { text: say`On ${typed(active.server.name)}: activate it again.`, command: activate(scene, component) },
      {
        text: say`Here: keep the service from starting by itself.`,
        command: command`Set-Service -Name ${SERVICE} -StartupType Manual`,
      },
      { text: say`Delete the key files on both servers.` },
    ],
    expect: [
      say`The import here ends with ${typed('success')}. Afterwards ${typed(active.server.name)} runs, and this server rests.`,
    ],
    failures: [
      {
        symptom: say`${typed('0x80230443')}`,
        fix: say`The builds or schemas differ. Compare A-02 of both servers.`,
      },
      {
        symptom: say`The key is refused`,
        fix: say`Take the file with the hash of ${typed(keyStepOf(scene))}, then the one of F-08. Refused too? Call the change lead.`,
      },
    ],
    undo: say`Activate ${typed(active.server.name)} again.`,
    source: 'PREP, VH, CERTSRV',
  })
}

/** The runner notes when the server was started, so that it knows afterwards that it was restarted. */
export const restartActions = (id: string): Action[] => [
  {
    text: say`Begin here: the runner notes when this server was started. Leave it waiting.`,
    command: command`.\Start-Runbook.ps1 -Step ${id}`,
  },
  { text: say`Restart the server from a second console.`, command: 'Restart-Computer' },
  {
    text: say`Sign in after it is up. Wait five minutes. In the folder of this runbook, let the runner look again.`,
    command: command`.\Start-Runbook.ps1 -Step ${id}`,
  },
]

/** J-08 of a server that carries nothing but a standby. */
export function standbyReboot(scene: Scene, host: Host): PlanStep {
  const id = stepId('J-08', host.target)
  return verifiedStep({
    step: 'J-08',
    target: host.target,
    title: 'The standby still rests after a reboot',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'checks',
    minutes: 10,
    after: [stepId('F-05', host.target), ...syncHosts(scene).map((sync) => stepId('F-07', sync.target))],
    verifies: [],
    begins: false,
    actions: restartActions(id),
    expect: [say`${typed('Stopped')}, ${typed('Manual')}, the managed account.`],
    failures: [
      {
        symptom: say`${typed('Running')}`,
        fix: say`Stop it at once. Set its start to ${typed('Manual')}. Look at the active server.`,
      },
    ],
    undo: readOnly,
    source: 'CERTSRV, inference',
    parameters: { code: 'J-08', values: identitiesOf(scene, host, 'new') },
  })
}

import type { Component } from '#core/environment/environment.ts'
import { backupIds, gateIds, readyForWizard } from './before-stop.ts'
import { openKeyManagement, openManager } from './consoles.ts'
import { type Draft, written } from './outline.ts'
import { spnMoveIds } from './phase-d-names.ts'
import { remoteManagement } from './phase-e-manual.ts'
import { passwordChangeNotification } from './phase-f-pcns.ts'
import { standbys } from './phase-f-standby.ts'
import type { PlanStep } from './plan.ts'
import { serviceName } from './products.ts'
import { accountOf, componentOf, type Host, keyStepOf, oldName, type Scene, syncHosts } from './scene.ts'
import { automatedStep, manualStep, stepId, verifiedStep } from './step.ts'
import { syncReady } from './stops.ts'
import { command, label, lines, say, typed } from './text.ts'
import { syncWizard } from './wizards.ts'

const SERVICE = serviceName('SYNC')

/** Synchronization Service: stop, give it its new account, hand it its key, start, export the key again. */
export function phaseF(scene: Scene): Draft[] {
  const conversions = syncHosts(scene).flatMap((host) => {
    const component = componentOf(host, 'SYNC')
    if (!component) return []
    return [
      () => quiesce(scene, host),
      () => changeMode(scene, host, component),
      () => restoreKey(scene, host, component),
      () => verifyIdentity(scene, host, component),
      () => resumeSchedules(scene, host),
      () => exportKeyAgain(scene, host, component),
    ]
  })
  return [...conversions, ...written(standbys(scene)), ...written(passwordChangeNotification(scene))]
}

function quiesce(scene: Scene, host: Host): PlanStep {
  const { runProfileSchedule } = scene.environment.schedule
  return verifiedStep({
    step: 'F-01',
    target: host.target,
    title: 'Stop the Synchronization Service',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 10,
    after: [
      ...gateIds(scene, host),
      stepId('A-01', host.target),
      stepId('B-02', host.target),
      stepId(keyStepOf(scene), host.target),
      stepId('C-05', host.target),
      ...remoteManagement(scene).map((step) => step.id),
    ],
    before: [
      say`Every D-10 of every server says ${typed('True')}. Two people have read the results and said go.`,
      ...readyForWizard(scene),
    ],
    actions: [
      {
        text:
          runProfileSchedule === ''
            ? say`Disable whatever starts run profiles.`
            : say`Disable what starts run profiles: ${typed(runProfileSchedule)}`,
      },
      {
        text: say`${openManager(scene, host)}, ${label('Operations')}. Wait until no run is active.`,
      },
      ...(scene.environment.passwordChangeNotification.inUse
        ? [{ text: say`Tell the owners of the domain controllers: password changes wait in their queues now.` }]
        : []),
      {
        text: say`Stop the service.`,
        stop: say`The interruption begins here.`,
        command: command`Stop-Service -Name ${SERVICE}`,
      },
      {
        text: say`Tell the domain admin at the workstation: ${typed(SERVICE)} is stopped.`,
      },
    ],
    expect: [say`${typed('Get-Service')} shows ${typed(SERVICE)} as ${typed('Stopped')}.`],
    failures: [
      {
        symptom: say`It stays at ${typed('StopPending')}`,
        fix: say`A management agent still works. Wait for its end. Never kill ${typed('miiserver.exe')}.`,
      },
    ],
    undo: say`${typed(command`Start-Service -Name ${SERVICE}`)} and switch the schedules on.`,
    source: 'GMSA',
    parameters: { code: 'F-01', values: { Service: SERVICE, Media: scene.environment.paths.installMedia } },
  })
}

function changeMode(scene: Scene, host: Host, component: Component): PlanStep {
  const account = accountOf(scene, component)
  return verifiedStep({
    step: 'F-02',
    target: host.target,
    title: 'Give Sync its new account',
    who: 'local admin with rights on the Sync database',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 10,
    after: [stepId('F-01', host.target), ...backupIds(scene), ...spnMoveIds(scene, 'SYNC')],
    before: [
      say`F-01 and B-01 have passed.`,
      say`The key file ${typed(scene.keyFile)} lies here; its SHA-256 begins as written down in ${typed(keyStepOf(scene))}.`,
    ],
    actions: [
      ...syncWizard(host, account),
      {
        text: say`The wizard asks for the encryption key set. Stay on that question and go on with F-03; its end checks both steps.`,
      },
    ],
    expect: [say`The wizard asks whether to provide the encryption key set now.`],
    failures: [
      {
        symptom: say`No rights on SQL Server`,
        fix: say`Run E-04 again as SQL sysadmin. Then click ${label('Back')} and ${label('Install')}.`,
      },
      {
        symptom: say`The account is refused`,
        fix: say`The name needs the ${typed('$')}; the domain is the short one. The password stays empty.`,
      },
      { symptom: say`The wizard ends with an error twice`, fix: say`STOP. Go to R-01.` },
    ],
    verifies: [],
    undo: say`R-01 gives the old account back.`,
    source: 'GMSA',
    parameters: { code: 'F-02', values: { Service: SERVICE, Account: account.full } },
  })
}

function restoreKey(scene: Scene, host: Host, component: Component): PlanStep {
  const account = accountOf(scene, component)
  const file = scene.keyFile
  return verifiedStep({
    step: 'F-03',
    target: host.target,
    title: 'Hand Sync its encryption key',
    who: 'local admin',
    where: 'this server, in the wizard of F-02',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 5,
    after: [stepId('F-02', host.target)],
    actions: [
      {
        text: say`In a second console, read the hash of the file. It is the one that was written down in ${typed(keyStepOf(scene))}.`,
        command: command`Get-FileHash -Algorithm SHA256 -LiteralPath ${file}`,
        stop: say`Choose the file by its name and hash, never "the newest". A wrong key makes every connector password unreadable.`,
      },
      { text: say`In the wizard: ${label('Yes')}. Select ${typed(file)}` },
      { text: say`Wait until the wizard ends. Click ${label('Finish')}.` },
      {
        text: say`${openManager(scene, host)}, ${label('Management Agents')}. Count them: ____ before, ____ now.`,
      },
    ],
    expect: [say`The wizard ends without an error. All management agents are listed.`],
    failures: [
      {
        symptom: say`The key is refused, or an agent reports a lost encryption key`,
        fix: say`Take the file with the right hash from the safe place. Never abandon keys; call the change lead.`,
      },
      {
        symptom: say`The service does not start: error 1069, event 7038`,
        fix: say`Windows does not know that the account is managed: ${typed(command`sc.exe managedaccount ${SERVICE} true`)} Then start the service.`,
      },
    ],
    verifies: [stepId('F-02', host.target), stepId('F-03', host.target)],
    begins: false,
    undo: say`R-01 gives the old account back, with the same key.`,
    source: 'GMSA, MIMDocs maerrorcodes',
    parameters: { code: 'F-03', values: { Service: SERVICE, Account: account.full, KeyFile: file } },
  })
}

function verifyIdentity(scene: Scene, host: Host, component: Component): PlanStep {
  const account = accountOf(scene, component)
  return automatedStep({
    step: 'F-04',
    target: host.target,
    title: 'Sync runs as the managed account',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 3,
    after: [stepId('F-03', host.target)],
    runs: lines(
      command`Get-CimInstance -ClassName Win32_Service -Filter "Name='FIMSynchronizationService'" | Select-Object -Property Name,StartName,State`,
      command`sc.exe qmanagedaccount ${SERVICE}`,
      command`sc.exe managedaccount ${SERVICE} true`,
    ),
    expect: [
      say`${typed('Running')}, ${typed(account.full)}, managed: ${typed('TRUE')}.`,
      say`${typed('AlreadyOk')}; or ${typed('Changed')}, when Windows first had to be told that the account is managed.`,
    ],
    failures: [
      {
        symptom: say`Stopped, event 7038 or 1069`,
        fix: say`Repeat D-10 and E-01 on this server. Still stopped? Go to R-01.`,
      },
    ],
    undo: say`R-01 gives the old account back.`,
    source: 'learn: sc.exe, Kerberos',
    parameters: { code: 'F-04', values: { Service: SERVICE, Account: account.full } },
  })
}

function resumeSchedules(scene: Scene, host: Host): PlanStep {
  const { runProfileSchedule } = scene.environment.schedule
  return manualStep({
    step: 'F-07',
    target: host.target,
    title: 'Switch the run profiles on again',
    who: 'member of the Sync operators group',
    where: 'this server',
    changes: true,
    window: 'conversion',
    minutes: 10,
    after: [stepId('J-01', host.target), stepId('J-02', host.target), ...syncReady(scene)],
    before: [say`J-02 has passed for each agent. The change lead has said: we stay on the new accounts.`],
    actions: [
      {
        text:
          runProfileSchedule === ''
            ? say`Enable whatever starts run profiles.`
            : say`Enable what starts run profiles: ${typed(runProfileSchedule)}`,
        stop: say`From here on exports change other systems. R-04 cannot take them back.`,
      },
      {
        text: say`Scheduled tasks that run as the old account need the new one: right ${label('Log on as a batch job')}, logon type ${label('Password')}, no password.`,
      },
      { text: say`Wait for the first scheduled run.` },
    ],
    expect: [say`The first scheduled run ends with ${typed('success')}.`],
    failures: [
      {
        symptom: say`The task fails with a logon error`,
        fix: say`It still holds the old account, or the new one lacks the batch right.`,
      },
    ],
    undo: say`Disable the schedules.`,
    source: 'GMSA, ScheduledTasks reference',
  })
}

function exportKeyAgain(scene: Scene, host: Host, component: Component): PlanStep {
  const account = accountOf(scene, component)
  const file = `${scene.backup}\\miiskeys-gmsa.bin`
  return verifiedStep({
    step: 'F-08',
    target: host.target,
    title: 'Export the key again, under the managed account',
    who: 'local admin, member of the Sync admins group',
    where: 'this server',
    changes: false,
    window: 'conversion',
    minutes: 5,
    after: [stepId('F-04', host.target)],
    actions: [
      {
        ...openKeyManagement(scene, host),
      },
      {
        text: say`${label('Export key set')} is selected. Click ${label('Next')}.`,
      },
      {
        text: say`${label('Account Name')}: type ${typed(`${account.name}$`)} ${label('Password')}: leave it empty. ${label('Domain')}: type ${typed(account.netbios)}`,
      },
      { text: say`File: type ${typed(file)} Click ${label('Next')}, ${label('Finish')}.` },
      {
        text: say`Copy the file, named by its SHA-256, to the safe place off this server. Keep the file of B-02 too.`,
        command: command`Get-FileHash -Algorithm SHA256 -LiteralPath ${file}`,
      },
    ],
    expect: [say`The file exists and is larger than 0 bytes.`],
    failures: [
      {
        symptom: say`The tool refuses ${typed(`${account.name}$`)}`,
        fix: say`Try the name without ${typed('$')}: Microsoft's pages disagree for this tool. Refused too? Keep ${typed(scene.keyFile)}: it stays valid, tell the change lead.`,
      },
    ],
    undo: say`Delete ${typed(file)}. The old account was ${typed(oldName(component))}; its key file stays valid.`,
    source: 'VH, LOW',
    parameters: { code: 'F-08', values: { KeyFile: file } },
  })
}

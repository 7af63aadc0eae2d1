import { openManager } from './consoles.ts'
import { identitiesOf } from './identities.ts'
import { type Draft, written } from './outline.ts'
import { spnMoveIds, spnMoves } from './phase-d-names.ts'
import { rehearsals, restartActions, standbyReboot } from './phase-f-standby.ts'
import { clientChecks } from './phase-j-client.ts'
import { failovers } from './phase-j-sql.ts'
import type { PlanStep } from './plan.ts'
import { PAM_PARTS, WEB_PARTS } from './products.ts'
import { type Host, hostsOf, runs, type Scene, syncHosts } from './scene.ts'
import { automatedStep, directoryStep, manualStep, readOnly, stepId, verifiedStep } from './step.ts'
import { syncReady } from './stops.ts'
import { command, label, lines, say, typed } from './text.ts'

/** Checks after the conversion. A failed J-02, J-03 or J-05 past the agreed hour leads to phase R. */
export function phaseJ(scene: Scene): Draft[] {
  return [
    ...scene.hosts.flatMap((host) =>
      onlyRests(host) ? [() => standbyReboot(scene, host)] : [() => identities(scene, host), () => reboot(scene, host)],
    ),
    ...syncHosts(scene).map((host) => () => synchronise(scene, host)),
    ...written(failovers(scene)),
    ...written(rehearsals(scene)),
    ...written(clientChecks(scene)),
    ...written(duplicateNames(scene)),
    () => oldNamesInLogs(scene),
    () => passwordRoll(scene),
  ]
}

/** A server with nothing but a standby: its service must rest, so that no check may ask it to run. */
const onlyRests = (host: Host): boolean =>
  host.standby && host.components.every(({ component }) => component === 'SYNC')

function identities(scene: Scene, host: Host): PlanStep {
  const values = identitiesOf(scene, host, 'new')
  const { Services: services, Sites: sites } = values
  return automatedStep({
    step: 'J-01',
    target: host.target,
    title: 'All identities of this server',
    who: 'local admin',
    where: 'this server',
    changes: false,
    window: 'checks',
    minutes: 2,
    after: [
      ...(runs(host, 'SYNC') ? [stepId(host.standby ? 'F-05' : 'F-04', host.target)] : []),
      ...(runs(host, 'SVC') ? [stepId('G-09', host.target)] : []),
      ...(runs(host, ...WEB_PARTS) ? [stepId('H-01', host.target)] : []),
      ...(runs(host, ...PAM_PARTS) ? [stepId('I-01', host.target)] : []),
    ],
    runs: lines(
      ...services.map(
        (service) =>
          command`Get-CimInstance -ClassName Win32_Service | Where-Object -Property Name -EQ -Value ${service.Name} | Select-Object -Property Name,StartName,State`,
      ),
      ...services.map((service) => command`sc.exe qmanagedaccount ${service.Name}`),
    ),
    expect: [
      ...services.map((service) =>
        service.Rests === 'must'
          ? say`${typed(service.Name)}, the standby: ${typed('Stopped')}, ${typed(service.Account)}, managed ${typed('TRUE')}.`
          : service.Rests === 'may'
            ? say`${typed(service.Name)}: ${typed(service.Account)}, managed ${typed('TRUE')}; ${typed('Running')} unless it does not start by itself.`
            : say`${typed(service.Name)}: ${typed('Running')}, ${typed(service.Account)}, managed ${typed('TRUE')}.`,
      ),
      ...sites.map((site) => say`${typed(site.PathEnd)}: pool ${typed('Started')}, ${typed(site.Account)}.`),
    ],
    failures: [
      {
        symptom: say`Not running or not managed`,
        fix: say`Repeat D-10 and E-01; then ${typed('sc.exe managedaccount')} with the service and ${typed('true')}.`,
      },
    ],
    undo: readOnly,
    source: 'GMSA, learn: sc.exe',
    parameters: { code: 'J-01', values },
  })
}

function synchronise(scene: Scene, host: Host): PlanStep {
  return manualStep({
    step: 'J-02',
    target: host.target,
    title: 'Each management agent imports, synchronises, exports',
    who: 'member of the Sync operators group',
    where: 'this server',
    changes: false,
    window: 'checks',
    minutes: 30,
    after: [...syncReady(scene), ...(hostsOf(scene, 'SVC').length > 0 ? [stepId('G-07', host.target)] : [])],
    before: [say`Schedules are still off. The exports of this step change other systems; R-04 cannot take them back.`],
    actions: [
      { text: say`${openManager(scene, host)}, ${label('Management Agents')}.` },
      {
        text: say`For each agent run its delta import, then its delta synchronization. An agent without them runs the full ones.`,
      },
      {
        text: say`Look at the pending exports of each agent.`,
        stop: say`More deletions or changes than on an ordinary day? Do not export. Call the change lead.`,
      },
      { text: say`For each agent run its export.` },
    ],
    expect: [say`Page ${label('Operations')} shows ${typed('success')} for each run.`],
    failures: [
      {
        symptom: say`The MIM Service agent fails`,
        fix: say`Repeat G-07. Access denied: the MIM MA account of G-05 differs.`,
      },
      {
        symptom: say`Another agent fails at its connection`,
        fix: say`It used rights of the old account. Grant them to the new one (E-07).`,
      },
      { symptom: say`Not mended by the agreed hour`, fix: say`Go to R-01 and R-02.` },
    ],
    undo: readOnly,
    source: 'GMSA, PWD',
  })
}

function duplicateNames(scene: Scene): PlanStep[] {
  const rows = spnMoves(scene).flatMap((move) => move.names.map((Name) => ({ Name, Account: move.account.name })))
  if (rows.length === 0) return []
  const reachable = scene.accounts.every((account) => account.reachable)
  const expect = rows.map((row) => say`${typed(row.Name)}: ${typed(`${row.Account}$`)}, and nobody else.`)
  return [
    directoryStep(
      reachable,
      {
        step: 'J-06',
        target: 'directory',
        title: 'Each SPN has one holder in the forest',
        who: 'domain admin',
        where: 'admin workstation with RSAT',
        changes: false,
        window: 'checks',
        minutes: 5,
        after: spnMoves(scene).flatMap((move) => spnMoveIds(scene, move.component.component)),
        runs: reachable
          ? 'setspn.exe -X -F'
          : lines('setspn.exe -X -F', ...rows.map((row) => command`setspn.exe -F -Q ${row.Name}`)),
        expect,
        failures: [
          {
            symptom: say`A duplicate`,
            fix: say`Take the SPN from the account that is not in this list. Ask its owner first.`,
          },
        ],
        undo: readOnly,
        source: 'learn: setspn, SPNU',
        parameters: { code: 'J-06', values: { ServicePrincipalNames: rows } },
      },
      expect,
      readOnly,
    ),
  ]
}

function reboot(scene: Scene, host: Host): PlanStep {
  const id = stepId('J-08', host.target)
  return verifiedStep({
    step: 'J-08',
    target: host.target,
    title: 'Everything starts by itself after a reboot',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'checks',
    outage: true,
    minutes: 15,
    after: [stepId('J-01', host.target), ...syncHosts(scene).map((sync) => stepId('F-07', sync.target))],
    before: [say`No run profile is active. One server at a time.`],
    verifies: [],
    begins: false,
    actions: [
      ...restartActions(id),
      { text: say`Read the System log: no event ${typed('7000')} or ${typed('7038')} since the start.` },
    ],
    expect: [
      say`${typed('AlreadyOk')}: restarted since this step began, and every identity is right, without a hand on the services.`,
    ],
    failures: [
      {
        symptom: say`A service hangs at ${typed('StartPending')}`,
        fix: say`The key service started too late. Record ${typed('sc.exe qtriggerinfo kdssvc')}, then ${typed('sc.exe triggerinfo kdssvc start/networkon')} and reboot.`,
      },
      {
        symptom: say`Error 1069`,
        fix: say`${typed('sc.exe managedaccount')} with the service and ${typed('true')}; then start it and reboot once more.`,
      },
    ],
    undo: say`Nothing to undo.`,
    source: 'GMSA, learn: sc.exe',
    parameters: { code: 'J-08', values: identitiesOf(scene, host, 'new') },
  })
}

function oldNamesInLogs(scene: Scene): PlanStep {
  const names = scene.oldAccounts.map((account) => account.name)
  return manualStep({
    step: 'J-10',
    target: 'directory',
    title: 'Nobody signs in with the old accounts any more',
    who: 'domain admin',
    where: 'each domain controller',
    changes: false,
    window: 'checks',
    minutes: 15,
    after: scene.hosts.map((host) => stepId('J-08', host.target)),
    actions: [
      {
        text: say`Search the Security log of each domain controller for the last day. Repeat daily in the first week, then weekly.`,
        command: lines(
          command`$old = ${names}`,
          "Get-WinEvent -FilterHashtable @{ LogName = 'Security'; Id = 4768,4769,4771; StartTime = (Get-Date).AddDays(-1) } -ErrorAction SilentlyContinue | Where-Object -FilterScript { $entry = $_; @($old | Where-Object -FilterScript { $entry.Properties.Value -contains $_ }).Count -gt 0 } | Select-Object -Property TimeCreated,Id,Message",
        ),
      },
      { text: say`On each MIM server, search event ${typed('4624')} for the same names.` },
    ],
    expect: [say`No row.`],
    failures: [
      {
        symptom: say`A row`,
        fix: say`Its client address names the machine. Find the task, connector or application there and give it another account.`,
      },
      {
        symptom: say`Access is denied`,
        fix: say`Reading Security logs needs a domain admin, or the group ${label('Event Log Readers')}.`,
      },
    ],
    undo: readOnly,
    source: 'learn: Kerberos events',
  })
}

const MINUTES_OF_A_DAY = 1440

function passwordRoll(scene: Scene): PlanStep {
  const days = Math.max(1, ...scene.accounts.map((account) => Math.ceil(account.details.passwordIntervalDays)))
  const names = scene.accounts.map((account) => account.name)
  const fields: Parameters<typeof directoryStep>[1] = {
    step: 'J-12',
    target: 'directory',
    title: 'The first password roll has passed',
    who: 'domain admin',
    where: 'admin workstation with RSAT',
    changes: false,
    window: 'checks',
    minutes: 15,
    waitMinutes: days * MINUTES_OF_A_DAY,
    after: scene.hosts.map((host) => stepId('J-08', host.target)),
    before: [say`At least ${typed(String(days))} days have passed since D-05.`],
    runs: lines(
      ...scene.accounts.map(
        (account) =>
          command`Get-ADServiceAccount -Identity ${account.name} -Properties PasswordLastSet,whenCreated -Server ${account.controller}`,
      ),
    ),
    last: [
      {
        text: say`On each MIM server: restart every MIM service in a quiet minute, then repeat the check of J-01.`,
        stop: say`A short interruption. Announce it.`,
      },
    ],
    expect: [say`${typed('PasswordLastSet')} is later than the creation. All services run after the restart.`],
    failures: [
      { symptom: say`The date has not moved`, fix: say`It moves when a server asks. Wait a day and look again.` },
      {
        symptom: say`Error 1069 after the restart`,
        fix: say`Repeat D-10; then ${typed('sc.exe managedaccount')} with the service and ${typed('true')}.`,
      },
    ],
    undo: readOnly,
    source: 'PSD, learn: sc.exe',
    parameters: { code: 'J-12', values: { Accounts: names, IntervalDays: String(days) } },
  }
  return directoryStep(
    scene.accounts.every((account) => account.reachable),
    fields,
    fields.expect,
    readOnly,
  )
}

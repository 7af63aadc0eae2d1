import { accountText, serviceAddress } from '#core/environment/describe.ts'
import type { Component } from '#core/environment/environment.ts'
import { backupIds, gateIds, readyForWizard } from './before-stop.ts'
import { openManager } from './consoles.ts'
import { POLLING_KEY, polls } from './mailbox-polling.ts'
import { type Draft, written } from './outline.ts'
import { membershipIds } from './phase-d.ts'
import { delegationIds, spnMoveIds } from './phase-d-names.ts'
import { bastionRightIds } from './phase-d-pam.ts'
import { mailPage, remainingPages, serviceAccountPage } from './phase-g-wizard.ts'
import type { PlanStep } from './plan.ts'
import { PAM_PARTS, SITES, serviceName } from './products.ts'
import { accountOf, componentOf, type Host, hostsOf, isPooled, runs, type Scene, syncHosts } from './scene.ts'
import { automatedStep, manualStep, readOnly, stepId, verifiedStep } from './step.ts'
import { isServicePool, nodeStops, serviceReady, syncReady } from './stops.ts'
import { command, label, lines, list, say, typed } from './text.ts'
import { startServiceInstaller } from './wizards.ts'

const SERVICE = serviceName('SVC')

/** MIM Service: one MSI, one run of its wizard for everything of this MSI on the server. */
export function phaseG(scene: Scene): Draft[] {
  const service = hostsOf(scene, 'SVC').flatMap((host, index, nodes) => {
    const component = componentOf(host, 'SVC')
    if (!component) return []
    return [
      () => prepare(scene, host),
      () => startChangeMode(scene, host, nodes[index - 1]),
      () => mailPage(scene, host),
      () => serviceAccountPage(scene, host, component),
      () => remainingPages(scene, host, component),
      ...(polls(scene) ? [() => polling(host)] : []),
      () => verify(scene, host, component),
    ]
  })
  const agents = service.length > 0 ? syncHosts(scene).map((sync) => () => mimServiceAgent(scene, sync)) : []
  return [...service, ...written(pool(scene)), ...agents]
}

const siteIds = (host: Host): string[] => (runs(host, ...SITES) ? [stepId('A-03', host.target)] : [])

/** REG and RST answer through the MIM Service, so their servers must be ready before it stops. */
function portalGateIds(scene: Scene, host: Host): string[] {
  return hostsOf(scene, ...SITES, ...PAM_PARTS)
    .filter((portal) => !runs(portal, 'SVC') && portal !== host)
    .flatMap((portal) => [...gateIds(scene, portal), ...siteIds(portal)])
}

function prepare(scene: Scene, host: Host): PlanStep {
  return verifiedStep({
    step: 'G-01',
    target: host.target,
    title: 'Stop the MIM Service',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 10,
    after: [
      ...gateIds(scene, host),
      ...portalGateIds(scene, host),
      ...delegationIds(scene),
      stepId('A-01', host.target),
      ...siteIds(host),
      ...bastionRightIds(scene),
      ...membershipIds(scene),
      stepId('C-05', 'client'),
    ],
    before: [
      say`Every D-10 of every server says ${typed('True')}. Two people have read the results and said go.`,
      ...readyForWizard(scene),
    ],
    actions: [
      {
        text: say`Save today's settings. The wizard asks for them again.`,
        command: lines(
          command`Get-ItemProperty -LiteralPath ${POLLING_KEY} | Select-Object -Property DatabaseServer,DatabaseName,SynchronizationAccount,PollExchangeEnabled`,
          command`Select-String -LiteralPath ${`${scene.program}\\Service\\Microsoft.ResourceManagement.Service.exe.config`} -Pattern 'externalHostName','servicePartitionName'`,
        ),
      },
      {
        text: say`Write down the thumbprint of the MIM certificate and the address of the SharePoint site: ____________`,
        command: "Get-ChildItem -Path 'Cert:\\LocalMachine\\My' | Select-Object -Property Subject,Thumbprint,NotAfter",
      },
      {
        text: say`The MIM Portal is on this server? ${label('SharePoint Administration')} must run.`,
        command: "Get-Service -Name 'SPAdminV4' -ErrorAction SilentlyContinue | Select-Object -Property Name,Status",
      },
      ...(polls(scene)
        ? [
            {
              text: say`Polling of the mailbox is on today. Switch it off; G-08 writes the recorded ${typed('1')} back.`,
              command: command`Set-ItemProperty -LiteralPath ${POLLING_KEY} -Name 'PollExchangeEnabled' -Value 0`,
            },
          ]
        : []),
      ...(isPooled(scene, 'SVC')
        ? [
            {
              text: say`Have this node taken out of the load balancer, drained: ${typed(serviceAddress(scene.environment))} no longer leads here.`,
              stop: say`All nodes go out and stop together. A pool with two identities on one SPN answers some clients and refuses others.`,
            },
          ]
        : []),
      {
        text: say`Stop the service.`,
        stop: say`The interruption of portals, approvals and password reset begins here.`,
        command: command`Stop-Service -Name ${SERVICE}`,
      },
      { text: say`Tell the domain admin at the workstation: ${typed(SERVICE)} is stopped.` },
    ],
    expect: [say`${typed('Get-Service')} shows ${typed(SERVICE)} as ${typed('Stopped')}.`],
    failures: [
      {
        symptom: say`It stays at ${typed('StopPending')}`,
        fix: say`Running workflows end first. Wait up to ten minutes.`,
      },
    ],
    undo: say`${typed(command`Start-Service -Name ${SERVICE}`)} SPNs moved already? Undo D-07 first.`,
    source: 'SVC, VH',
    parameters: { code: 'G-01', values: { Service: SERVICE, Media: scene.environment.paths.installMedia } },
  })
}

/** Nodes of a pool are changed one after the other: each Setup works on the one database. */
function startChangeMode(scene: Scene, host: Host, before: Host | undefined): PlanStep {
  const log = `${scene.backup}\\svc-change.log`
  return manualStep({
    step: 'G-02',
    target: host.target,
    title: 'Start change mode of Service and Portal',
    who: 'local admin with rights on the MIM Service database; SharePoint farm admin where the portal is installed',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 5,
    after: [
      stepId('G-01', host.target),
      ...backupIds(scene),
      ...spnMoveIds(scene, 'SVC', ...SITES),
      ...(before ? [stepId('G-09', before.target)] : []),
    ],
    before: [say`G-01, B-01 and D-07 have passed.`],
    actions: [
      {
        text: say`Start the installer from an elevated console. ${label('Change')} in the list of programs is not elevated and fails late.`,
        command: startServiceInstaller(log),
      },
      {
        text: say`Click ${label('Next')}, then ${label('Change')}.`,
        stop: say`${label('Remove')} stands on the same page. Remove uninstalls.`,
      },
      { text: say`The tree of features: change nothing. Click ${label('Next')}.` },
      {
        text: say`The database page: keep server and name, choose ${label('Re-use the existing database')}. A warning appears. Click ${label('Next')}.`,
        stop: say`Never create a database here: that would leave all requests and policies behind.`,
      },
    ],
    expect: [say`The page about mail opens. Stay in the wizard and go on with G-03.`],
    failures: [
      {
        symptom: say`Nothing opens, or the media is asked for`,
        fix: say`Give the folder with the original installer of the same build. Otherwise cancel; nothing was changed.`,
      },
      {
        symptom: say`It asks to sign in to Microsoft Entra`,
        fix: say`The premium edition checks its licence. Sign in as a user of that tenant.`,
      },
    ],
    undo: say`Click ${label('Cancel')}. Nothing was changed yet.`,
    source: 'GMSA, P1P2',
  })
}

function polling(host: Host): PlanStep {
  return manualStep({
    step: 'G-08',
    target: host.target,
    title: 'Switch mailbox polling on again',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 3,
    after: [stepId('G-05', host.target)],
    actions: [
      {
        text: say`Write the recorded value back and restart the service.`,
        command: lines(
          command`Set-ItemProperty -LiteralPath ${POLLING_KEY} -Name 'PollExchangeEnabled' -Value 1`,
          command`Restart-Service -Name ${SERVICE}`,
        ),
      },
    ],
    expect: [say`The value reads ${typed('1')}. The log shows no new error about Exchange.`],
    failures: [
      {
        symptom: say`Errors about Exchange`,
        fix: say`Write ${typed('0')} again, restart, and call the owner of the mailbox.`,
      },
    ],
    undo: say`Write ${typed('0')} and restart the service.`,
    source: 'GMSA, SVC',
  })
}

function verify(scene: Scene, host: Host, component: Component): PlanStep {
  const account = accountOf(scene, component)
  // Out of the load balancer, the common name leads to other nodes; this node is asked by its own.
  const address = isPooled(scene, 'SVC') ? host.server.fqdn : serviceAddress(scene.environment)
  return automatedStep({
    step: 'G-09',
    target: host.target,
    title: 'The MIM Service runs as the managed account and answers',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 5,
    after: [stepId('G-05', host.target), ...(polls(scene) ? [stepId('G-08', host.target)] : [])],
    first: [
      {
        text: say`Discard old tickets of this server and restart IIS.`,
        command: lines('klist.exe -li 0x3e7 purge', 'iisreset.exe'),
      },
    ],
    runs: lines(
      command`Get-CimInstance -ClassName Win32_Service -Filter "Name='FIMService'" | Select-Object -Property Name,StartName,State`,
      command`sc.exe qmanagedaccount ${SERVICE}`,
      command`sc.exe managedaccount ${SERVICE} true`,
      command`Test-NetConnection -ComputerName ${address} -Port 5725`,
      command`Test-NetConnection -ComputerName ${address} -Port 5726`,
    ),
    last: [
      {
        text: say`Compare the configuration with the copy of B-03. Put your own changes back if the installer overwrote them.`,
        command: command`Compare-Object -ReferenceObject (Get-Content -LiteralPath ${`${scene.backup}\\2010\\Service\\Microsoft.ResourceManagement.Service.exe.config`} -Encoding UTF8) -DifferenceObject (Get-Content -LiteralPath ${`${scene.program}\\Service\\Microsoft.ResourceManagement.Service.exe.config`} -Encoding UTF8)`,
      },
      {
        text: say`Read the Application log: source ${typed('Microsoft.IdentityManagement.KeyProtectService')}, event ${typed('4355')} is information only.`,
      },
    ],
    expect: [
      say`${typed('Running')}, ${typed(account.full)}, managed: ${typed('TRUE')}.`,
      say`Ports ${typed('5725')} and ${typed('5726')} of ${typed(address)} answer.`,
    ],
    failures: [
      {
        symptom: say`Stopped, event 7038 or 1069`,
        fix: say`Repeat D-10 and E-01 on this server. Still stopped? Go to R-02.`,
      },
      {
        symptom: say`A port is closed`,
        fix: say`The service is still starting; wait two minutes. Then look at the firewall.`,
      },
    ],
    undo: say`R-02 gives the old account back.`,
    source: 'SVC, learn: sc.exe',
    parameters: {
      code: 'G-09',
      values: { Service: SERVICE, Account: account.full, Ports: ['5725', '5726'], HostName: address },
    },
  })
}

/** Where several nodes answer under one name: one gate after all stops, one common return to the load balancer. */
function pool(scene: Scene): PlanStep[] {
  return isServicePool(scene) ? [allStopped(scene), backIntoPool(scene)] : []
}

const nodeNames = (scene: Scene): string[] => hostsOf(scene, 'SVC').map((host) => host.server.name)

function allStopped(scene: Scene): PlanStep {
  return manualStep({
    step: 'G-01',
    target: 'directory',
    title: 'Gate: the MIM Service is stopped on every node',
    who: 'change lead',
    where: 'at the desk, with this runbook',
    changes: false,
    window: 'conversion',
    outage: true,
    minutes: 5,
    after: nodeStops(scene),
    actions: [
      {
        text: say`Have each operator say by phone that ${typed(SERVICE)} is stopped: ${list(nodeNames(scene))}.`,
        stop: say`No SPN moves while one node still runs as the old account. There is no rolling conversion.`,
      },
      { text: say`Ask the owner of the load balancer: no node is in ${typed(serviceAddress(scene.environment))}.` },
    ],
    expect: [say`Each node is stopped and out of the load balancer.`],
    failures: [
      {
        symptom: say`A node does not stop`,
        fix: say`Wait for its workflows. Not stopped within the window: start all nodes again, put them back, and end for tonight.`,
      },
    ],
    undo: readOnly,
    source: 'SVC, inference',
  })
}

function backIntoPool(scene: Scene): PlanStep {
  const address = serviceAddress(scene.environment)
  return manualStep({
    step: 'G-10',
    target: 'directory',
    title: 'Bring the pool back',
    who: 'owner of the load balancer, with the change lead',
    where: 'console of the load balancer, then the admin workstation',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 10,
    after: hostsOf(scene, 'SVC').map((host) => stepId('G-09', host.target)),
    before: [say`G-09 has passed on every node: ${list(nodeNames(scene))}.`],
    actions: [
      {
        text: say`Put all nodes back behind ${typed(address)}.`,
        stop: say`Never put a node back that still runs as the old account.`,
      },
      {
        text: say`Ask the pool.`,
        command: lines(
          command`Test-NetConnection -ComputerName ${address} -Port 5725`,
          command`Test-NetConnection -ComputerName ${address} -Port 5726`,
        ),
      },
      {
        text: say`On each portal server, discard old tickets and restart IIS.`,
        command: lines('klist.exe -li 0x3e7 purge', 'iisreset.exe'),
      },
    ],
    expect: [say`Both ports answer. The load balancer shows every node as healthy.`],
    failures: [
      {
        symptom: say`A node is shown as unhealthy`,
        fix: say`Leave it out. Repeat G-09 there; the others carry the load.`,
      },
    ],
    undo: say`Take the nodes out again.`,
    source: 'SVC, WSD, inference',
  })
}

function mimServiceAgent(scene: Scene, sync: Host): PlanStep {
  return scene.environment.mimServiceAgent.mode === 'sync-account' ? borrowed(scene, sync) : ordinary(scene, sync)
}

/** Mode B: the connector keeps an account and a password; both sides must name the same one. */
function ordinary(scene: Scene, sync: Host): PlanStep {
  const { account } = scene.environment.mimServiceAgent
  const known = account === null ? say`the account that G-01 recorded` : typed(accountText(account))
  return manualStep({
    step: 'G-07',
    target: sync.target,
    title: 'The MIM MA keeps its ordinary account',
    who: 'member of the Sync admins group',
    where: 'this server',
    changes: false,
    window: 'conversion',
    outage: true,
    minutes: 10,
    after: [...syncReady(scene), ...serviceReady(scene)],
    actions: [
      {
        text: say`${openManager(scene, sync)}, ${label('Management Agents')}. Select the agent of type ${label('FIM Service Management Agent')}.`,
      },
      {
        text: say`Click ${label('Properties')}, ${label('Connect to Database')}. The account is ${known}. Change nothing. Click ${label('Cancel')}.`,
      },
      { text: say`Run ${label('Delta Import')} on this agent.` },
    ],
    expect: [say`The run ends with ${typed('success')}.`],
    failures: [
      {
        symptom: say`${typed('failed-connection')} or access denied`,
        fix: say`G-05 was given another MIM MA account. The service stores its SID: run change mode again and type ${known}.`,
      },
    ],
    undo: readOnly,
    source: 'MA, PREP',
  })
}

function borrowed(scene: Scene, sync: Host): PlanStep {
  const component = componentOf(sync, 'SYNC')
  const account = component ? accountOf(scene, component).full : ''
  return manualStep({
    step: 'G-07',
    target: sync.target,
    title: 'The MIM MA borrows the identity of Sync',
    who: 'member of the Sync admins group',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 10,
    after: [...syncReady(scene), ...serviceReady(scene)],
    actions: [
      {
        text: say`${openManager(scene, sync)}, ${label('Management Agents')}. Select the agent of type ${label('FIM Service Management Agent')}.`,
      },
      {
        text: say`Click ${label('Properties')}, ${label('Connect to Database')}. Write down the account that stands there: ____________`,
      },
      { text: say`Tick ${label('Use MIMSync Account')}. Click ${label('OK')}.` },
      { text: say`Run ${label('Delta Import')} on this agent.` },
    ],
    expect: [say`The run ends with ${typed('success')}.`],
    failures: [
      {
        symptom: say`${typed('failed-connection')} or access denied`,
        fix: say`G-05 was given another MIM MA account than ${typed(account)}. Run change mode again and type this one.`,
      },
      {
        symptom: say`The box is missing`,
        fix: say`The build is older than 4.6.34.0. STOP: mode A is not possible here.`,
      },
    ],
    undo: say`Clear the box, type the old MIM MA account and its password; G-05 with the same account.`,
    source: 'PREP, MA, VH',
  })
}

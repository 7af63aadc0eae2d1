import { accountText, serviceAddress } from '#core/environment/describe.ts'
import type { Component } from '#core/environment/environment.ts'
import { mailboxFields, mailFailures, modernMailPage, olderMailPage } from './phase-g-mail.ts'
import { portalPages } from './phase-h.ts'
import { pamPages } from './phase-i-wizard.ts'
import type { Action, PlanStep, Text } from './plan.ts'
import { buildAtLeast, serviceName, WEB_PARTS } from './products.ts'
import { accountOf, componentOf, type Host, hostsOf, runs, type Scene, syncHosts } from './scene.ts'
import { manualStep, stepId, verifiedStep } from './step.ts'
import { command, label, say, typed } from './text.ts'

const SERVICE = serviceName('SVC')
const CANCEL = say`Click ${label('Cancel')}. Nothing is changed before ${label('Install')}.`

/** The build that the wizard will have: the target where phase C updates first. */
const buildOf = (scene: Scene, host: Host): string =>
  scene.environment.software.route === 'current'
    ? (host.server.installations.find((installation) => installation.component === 'SVC')?.build ?? '')
    : scene.environment.software.targetBuild

/** The mail page of change mode; its fields changed with build 4.6.421.0. */
export function mailPage(scene: Scene, host: Host): PlanStep {
  const { delivery } = scene.environment.mail
  const modern = buildAtLeast(buildOf(scene, host), '4.6.421.0')
  return manualStep({
    step: 'G-03',
    target: host.target,
    title: 'Wizard: the mail page',
    who: 'local admin',
    where: 'this server, in the wizard of G-02',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: delivery.option === 'H' ? 5 : 3,
    after: [stepId('G-02', host.target)],
    actions: [
      ...(modern ? modernMailPage(delivery) : olderMailPage(delivery)),
      { text: say`A page about System Center Service Manager? Keep its value. Click ${label('Next')}.` },
      {
        text: say`Page about the certificate: keep the current one, by the thumbprint of G-01. Click ${label('Next')}.`,
        stop: say`A new self-signed certificate would break what trusts the current one.`,
      },
    ],
    expect: [say`Page ${label('Configure MIM Service account')} opens.`],
    failures: mailFailures(delivery),
    undo: CANCEL,
    source: 'SVC, P1P2, MIMDocs#202',
  })
}

export function serviceAccountPage(scene: Scene, host: Host, component: Component): PlanStep {
  const account = accountOf(scene, component)
  return manualStep({
    step: 'G-04',
    target: host.target,
    title: 'Wizard: the account of the MIM Service',
    who: 'local admin',
    where: 'this server, in the wizard of G-02',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 3,
    after: [stepId('G-03', host.target)],
    actions: [
      {
        text: say`Page ${label('Configure MIM Service account')}, ${label('Service Account Name')}: type ${typed(`${account.name}$`)}`,
      },
      { text: say`${label('Service Account Password')} is grey. Leave it.` },
      { text: say`${label('Service Account Domain')}: type ${typed(account.netbios)}` },
      ...mailboxFields(scene.environment.mail.delivery),
      { text: say`A warning always comes: the security of the account could not be checked. Click ${label('Next')}.` },
    ],
    expect: [say`The page about the Synchronization Server opens.`],
    failures: [
      {
        symptom: say`${typed("The service account shouldn't be managed")}`,
        fix: say`The box of G-03 is not ticked. Click ${label('Back')} and tick it.`,
      },
      {
        symptom: say`The password field is not grey`,
        fix: say`The name lacks the ${typed('$')}, or the box of G-03 is not ticked.`,
      },
    ],
    undo: CANCEL,
    source: 'GMSA, SVC',
  })
}

/** Everything after the account page, down to Install; the portals of this server are on the last pages. */
export function remainingPages(scene: Scene, host: Host, component: Component): PlanStep {
  const account = accountOf(scene, component)
  const [sync] = syncHosts(scene)
  const portals = hostsOf(scene, ...WEB_PARTS)
  const log = `${scene.backup}\\svc-change.log`
  return verifiedStep({
    step: 'G-05',
    target: host.target,
    title: 'Wizard: the remaining pages, and Install',
    who: 'local admin',
    where: 'this server, in the wizard of G-02',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 15,
    after: [stepId('G-04', host.target)],
    begins: false,
    actions: [
      ...(sync
        ? [
            {
              text: say`Synchronization Server: type ${typed(sync.server.fqdn)} MIM Management Agent account: ${agentAccount(scene, sync)} Click ${label('Next')}.`,
            },
          ]
        : [
            {
              text: say`Synchronization Server and MIM Management Agent account: keep the recorded values. Click ${label('Next')}.`,
            },
          ]),
      {
        text: say`MIM Service Server address: type what G-01 recorded as ${typed('externalHostName')}. Expected: ${typed(serviceAddress(scene.environment))} Click ${label('Next')}.`,
        stop: say`This page also sets ${typed('servicePartitionName')}. Another name strands every open approval.`,
      },
      {
        text: say`SharePoint site collection, if asked: keep the recorded address. A warning comes. Click ${label('Next')}.`,
      },
      { text: say`Addresses of the password portals, if asked: keep them. Click ${label('Next')}.` },
      { text: say`Firewall and portal access: keep the boxes. Click ${label('Next')}.` },
      ...(portals.length > 0 ? informationPage(scene) : []),
      ...(runs(host, ...WEB_PARTS) ? portalPages(scene, host) : []),
      ...pamPages(scene, host),
      { text: say`Click ${label('Install')}. Wait; then click ${label('Finish')}. Refuse a reboot now.` },
    ],
    expect: [
      say`${typed(log)} says: installation success or error status: ${typed('0')}.`,
      say`${typed(SERVICE)} runs as ${typed(account.full)}.`,
    ],
    failures: [
      {
        symptom: say`Error ${typed('1603')}, changes are rolled back`,
        fix: say`Search the log: ${typed(command`Select-String -LiteralPath ${log} -Pattern 'Return value 3' -Context 20,0`)} The line above it names the cause.`,
      },
      { symptom: say`It fails a second time`, fix: say`STOP. Go to R-02.` },
    ],
    undo: say`R-02 gives the old account back.`,
    source: 'GMSA, P1P2, PAMHA, LOW',
    parameters: { code: 'G-05', values: { Service: SERVICE, Account: account.full } },
  })
}

/** Mode A: the account of Sync. Mode B: the ordinary account, which both sides must be told alike. */
function agentAccount(scene: Scene, sync: Host): Text {
  const { account, mode } = scene.environment.mimServiceAgent
  const component = componentOf(sync, 'SYNC')
  if (mode === 'sync-account' && component) return say`type ${typed(accountOf(scene, component).full)}`
  if (account !== null) return say`type ${typed(accountText(account))}`
  return say`keep what G-01 recorded as ${typed('SynchronizationAccount')}.`
}

/** The MIM Service remembers both portal accounts, wherever the portals run (H-03). */
function informationPage(scene: Scene): Action[] {
  const accounts = WEB_PARTS.flatMap((key) =>
    hostsOf(scene, key)
      .slice(0, 1)
      .flatMap((host) => {
        const component = componentOf(host, key)
        return component ? [{ key, account: accountOf(scene, component).full }] : []
      }),
  )
  return accounts.map(({ key, account }) => ({
    text: say`Page ${label('Enter Information for MIM Password Portals')}, if shown, account of the ${label(key === 'REG' ? 'registration' : 'reset')} portal: type ${typed(account)}`,
  }))
}

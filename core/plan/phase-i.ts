import { gateIds } from './before-stop.ts'
import { readPamLog } from './consoles.ts'
import { identitiesOf } from './identities.ts'
import { type Draft, written } from './outline.ts'
import { spnMoveIds } from './phase-d-names.ts'
import { authenticationFlags } from './phase-h.ts'
import { pamPages, pamPartsOf } from './phase-i-wizard.ts'
import type { Action, PlanStep } from './plan.ts'
import { PAM_PARTS, portalFolder, SERVICES, serviceName, WEB_PARTS } from './products.ts'
import { componentOf, type Host, hostsOf, runs, type Scene } from './scene.ts'
import { automatedStep, manualStep, readOnly, stepId, verifiedStep } from './step.ts'
import { serviceReady } from './stops.ts'
import { command, label, lines, list, say, typed } from './text.ts'
import { startServiceInstaller } from './wizards.ts'

/** Privileged Access Management. On the server of the MIM Service its pages belong to the wizard of G-02. */
export function phaseI(scene: Scene): Draft[] {
  const hosts = hostsOf(scene, ...PAM_PARTS)
  return [
    ...hosts.map((host) => () => convertParts(scene, host)),
    ...hosts
      .filter((host) => runs(host, 'PAMREST') && !runs(host, ...WEB_PARTS))
      .map((host) => () => authenticationFlags(host, stepId('I-01', host.target))),
    ...written(restInterface(scene)),
    ...(hosts.length > 0 ? [() => elevation(scene, hosts)] : []),
  ]
}

function convertParts(scene: Scene, host: Host): PlanStep {
  const parts = pamPartsOf(scene, host)
  const sameWizard = runs(host, 'SVC')
  const services = SERVICES.filter((key) => (key === 'PAMMON' || key === 'PAMCOMP') && componentOf(host, key)).map(
    serviceName,
  )
  const wizard: Action[] = [
    {
      text: say`Start the installer from an elevated console. Click ${label('Next')}, then ${label('Change')}.`,
      stop: say`${label('Remove')} stands on the same page. Remove uninstalls. Change nothing in the tree of features: parts of PAM cannot be added.`,
      command: startServiceInstaller(`${scene.backup}\\pam-change.log`),
    },
    ...pamPages(scene, host),
    { text: say`Click ${label('Install')}. Wait; then click ${label('Finish')}.` },
  ]
  const values = identitiesOf(scene, host, 'new', PAM_PARTS)
  const common = {
    step: 'I-01',
    target: host.target,
    title: 'Parts of PAM run as managed accounts',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'conversion' as const,
    outage: true,
    minutes: sameWizard ? 10 : 20,
    after: [
      ...serviceReady(scene),
      ...(sameWizard
        ? []
        : [...gateIds(scene, host), ...spnMoveIds(scene, ...parts.map(({ component }) => component.component))]),
    ],
    before: [say`Domain controller and SQL Server answer. The MIM Service runs.`],
    expect: [
      ...parts.map(({ component, account }) =>
        component.component === 'PAMREST'
          ? say`The pool of the site in ${typed(portalFolder('PAMREST'))} runs as ${typed(account.full)}.`
          : say`${typed(component.component)} runs as ${typed(account.full)}.`,
      ),
      say`The log holds no new error.`,
    ],
    failures: [
      {
        symptom: say`Event 7038, or error 1069`,
        fix: say`Repeat D-10 and E-01 on this server, then start the service again.`,
      },
      {
        symptom: say`The log says access denied`,
        fix: say`Rights of D-09 are missing, or have not reached this domain controller. Compare them with those of the old account.`,
      },
      { symptom: say`Not mended by the agreed hour`, fix: say`Go to R-03.` },
    ],
    undo: say`R-03 gives the old accounts back.`,
    source: 'GMSA, PAM5, PAMHA',
    parameters: { code: 'I-01' as const, values },
  }
  if (!sameWizard) return verifiedStep({ ...common, actions: [...wizard, ...startByHand(services), readPamLog(host)] })
  return automatedStep({
    ...common,
    first: [{ text: say`The wizard of G-02 has asked for the parts of PAM already (G-05). Nothing more to type.` }],
    runs: startCommands(services),
    last: [readPamLog(host)],
  })
}

const startCommands = (services: readonly string[]): string =>
  lines(
    ...services.map((name) => command`sc.exe managedaccount ${name} true`),
    ...services.map((name) => command`Start-Service -Name ${name}`),
  )

function startByHand(services: readonly string[]): Action[] {
  if (services.length === 0) return []
  return [
    {
      text: say`Tell Windows that the accounts are managed. Start the services in this order: ${list(services)}.`,
      stop: say`${typed('PrivilegeManagementComponentService')} was stopped and not set to start by itself before? Then leave it: a bastion at level 2016 may not need it.`,
      command: startCommands(services),
    },
  ]
}

function restInterface(scene: Scene): PlanStep[] {
  const [host] = hostsOf(scene, 'PAMREST')
  const component = host && componentOf(host, 'PAMREST')
  const site = component?.webSite
  if (!host || !component || !site) return []
  const scheme = site.port === 443 ? 'https' : 'http'
  return [
    manualStep({
      step: 'I-02',
      target: 'client',
      title: 'The PAM REST API answers',
      who: 'a person with a candidate account of PAM',
      where: 'client in the domain',
      changes: false,
      window: 'conversion',
      minutes: 5,
      after: [stepId('I-01', host.target), stepId('H-02', host.target)],
      actions: [
        { text: say`Sign out and in again, so that no old ticket is left.` },
        {
          text: say`Ask for the roles.`,
          command: command`Invoke-WebRequest -Uri ${`${scheme}://${site.hostHeader}:${site.port}/api/pamresources/pamroles`} -UseDefaultCredentials -UseBasicParsing | Select-Object -Property StatusCode`,
        },
      ],
      expect: [say`${typed('200')}`],
      failures: [
        {
          symptom: say`${typed('401')}`,
          fix: say`The ${typed('http/')} SPN is on another account, often SharePoint's. The API needs a host name of its own: compare D-07.`,
        },
        { symptom: say`${typed('503')}`, fix: say`The pool is stopped. Repeat D-10 on ${typed(host.server.name)}.` },
        {
          symptom: say`${typed('404')}`,
          fix: say`The API lies at another path here. Read it in IIS, and write it down.`,
        },
      ],
      undo: readOnly,
      source: 'PAM4',
    }),
  ]
}

function elevation(scene: Scene, hosts: readonly Host[]): PlanStep {
  const forests = scene.environment.pam?.trustedForests.map(({ rootDomain }) => rootDomain) ?? []
  return manualStep({
    step: 'I-03',
    target: 'client',
    title: 'One elevation, from request to expiry',
    who: 'a person with a candidate account of PAM',
    where: 'client in the domain',
    changes: false,
    window: 'checks',
    minutes: 20,
    after: [
      ...hosts.map((host) => stepId('I-01', host.target)),
      ...restInterface(scene).map((step) => step.id),
      ...serviceReady(scene),
    ],
    actions: [
      {
        text: say`Request a test role with the shortest lifetime.`,
        command: 'New-PAMRequest -Role (Get-PAMRoleForRequest | Select-Object -First 1)',
      },
      {
        text: say`Have an administrator read the group or shadow principal in the bastion. The membership is there.`,
      },
      ...(forests.length > 0 ? [{ text: say`Use the right once on a resource in ${list(forests)}.` }] : []),
      { text: say`Wait until the lifetime has passed. Read again.` },
    ],
    expect: [say`The membership appears, and disappears when its time is over.`],
    failures: [
      {
        symptom: say`It does not appear`,
        fix: say`The MIM Service lacks rights of D-09: the group, or the container of shadow principals.`,
      },
      {
        symptom: say`It is not removed`,
        fix: say`Remove it by hand now. Then compare the rights of the monitoring and component services with D-09.`,
      },
    ],
    undo: say`Close the request.`,
    source: 'PAM5, PAMHA',
  })
}

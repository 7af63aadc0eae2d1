import { serviceAddress } from '#core/environment/describe.ts'
import type { Draft } from './outline.ts'
import type { Action, PlanStep } from './plan.ts'
import { PAM_PARTS, portalFolder, portalTitle, SITES, WEB_PARTS } from './products.ts'
import { accountOf, componentOf, type Host, hostsOf, isPooled, runs, type Scene } from './scene.ts'
import { automatedStep, manualStep, readOnly, stepId, undoByRunner, verifiedStep } from './step.ts'
import { serviceReady } from './stops.ts'
import { command, label, lines, list, say, typed } from './text.ts'
import { startServiceInstaller } from './wizards.ts'

/** Password portals. On the server of the MIM Service their pages belong to the wizard of G-02. */
export function phaseH(scene: Scene): Draft[] {
  const portals = hostsOf(scene, ...WEB_PARTS)
  return [
    ...portals.flatMap((host) => [
      () => convertPortals(scene, host),
      () => authenticationFlags(host, stepId('H-01', host.target)),
    ]),
    ...(portals.length > 0 ? hostsOf(scene, 'SVC').map((host) => () => serviceKnowsAccounts(scene, host)) : []),
  ]
}

const partsOf = (scene: Scene, host: Host) =>
  WEB_PARTS.flatMap((key) => {
    const component = componentOf(host, key)
    return component ? [{ key, component, account: accountOf(scene, component) }] : []
  })

/** The pages of the wizard for each portal of this server. */
export function portalPages(scene: Scene, host: Host): Action[] {
  return partsOf(scene, host).flatMap(({ key, component, account }) => {
    const site = component.webSite
    return [
      {
        text: say`Page ${label(`Configure ${portalTitle(key)}`)}, ${label('Account Name')}: type ${typed(account.full)} ${label('Password')}: leave it empty.`,
      },
      ...(site
        ? [
            {
              text: say`${label('Host Name')}: ${typed(site.hostHeader)} ${label('Port')}: ${typed(String(site.port))} Click ${label('Next')}. A warning comes. Click ${label('Next')}.`,
            },
          ]
        : [
            {
              text: say`Host name and port: keep them. Click ${label('Next')}. A warning comes. Click ${label('Next')}.`,
            },
          ]),
      {
        text: say`MIM Service Server address of this portal: keep ${typed(serviceAddress(scene.environment))} Click ${label('Next')}.`,
      },
    ]
  })
}

const siteAddress = ({ hostHeader, port }: { hostHeader: string; port: number }): string =>
  `${port === 443 ? 'https' : 'http'}://${hostHeader}:${port}/`

function convertPortals(scene: Scene, host: Host): PlanStep {
  const parts = partsOf(scene, host)
  const sameWizard = runs(host, 'SVC')
  const pooled = isPooled(scene, ...parts.map(({ key }) => key))
  const siteNames = parts.flatMap(({ component }) => component.webSite?.hostHeader ?? [])
  const log = `${scene.backup}\\sspr-change.log`
  const wizard: Action[] = [
    {
      text: say`Start the installer from an elevated console. Click ${label('Next')}, then ${label('Change')}.`,
      stop: say`${label('Remove')} stands on the same page. Remove uninstalls. Change nothing in the tree of features.`,
      command: startServiceInstaller(log),
    },
    ...portalPages(scene, host),
    { text: say`Click ${label('Install')}. Wait; then click ${label('Finish')}.` },
  ]
  const done: Action[] = [
    { text: say`The wizard of G-02 has asked for the portals of this server already (G-05). Nothing more to type.` },
  ]
  return verifiedStep({
    step: 'H-01',
    target: host.target,
    title: 'Password portals run as managed accounts',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: sameWizard ? 5 : 15,
    after: serviceReady(scene),
    actions: [
      ...(pooled
        ? [
            {
              text: say`Have this node taken out of the load balancer: ${list(siteNames)}.`,
              stop: say`Nodes of one name change in the same hour. Until then a node with the old account cannot read new tickets.`,
            },
          ]
        : []),
      ...(sameWizard ? done : wizard),
      ...parts.flatMap(({ key, component }) =>
        key === 'RST' && component.webSite
          ? [
              {
                text: say`Ask this server for the reset page. The registration page is tested from a client in J-05: Windows refuses its sign-in from the server itself.`,
                command: command`Invoke-WebRequest -Uri ${siteAddress(component.webSite)} -UseBasicParsing | Select-Object -Property StatusCode`,
              },
            ]
          : [],
      ),
      ...(pooled ? [{ text: say`Have this node put back after H-02, not before: ${list(siteNames)}.` }] : []),
    ],
    expect: parts.map(
      ({ key, account }) =>
        say`The pool of the site in ${typed(portalFolder(key))} runs as ${typed(account.full)} and is ${typed('Started')}.`,
    ),
    failures: [
      {
        symptom: say`Status ${typed('503')} instead of ${typed('200')}, the pool is stopped`,
        fix: say`Repeat D-10 on this server. A policy may also deny ${typed('IIS_IUSRS')} the batch logon.`,
      },
      {
        symptom: say`${label('Test Settings')} complains about the password`,
        fix: say`Ignore it: IIS cannot test a managed account.`,
      },
    ],
    undo: say`R-03 gives the old accounts back.`,
    source: 'GMSA',
    parameters: {
      code: 'H-01',
      values: {
        Sites: parts.map(({ key, account }) => ({
          Component: key,
          PathEnd: portalFolder(key),
          Account: account.full,
        })),
      },
    },
  })
}

/** H-02 for every site of a server, after the step that gave its pool the new account. */
export function authenticationFlags(host: Host, after: string): PlanStep {
  const parts = SITES.flatMap((key) => (componentOf(host, key) ? [{ key }] : []))
  const section = 'system.webServer/security/authentication/windowsAuthentication'
  return automatedStep({
    step: 'H-02',
    target: host.target,
    title: 'IIS decrypts tickets with the pool account',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 5,
    after: [after, ...(runs(host, ...PAM_PARTS) ? [stepId('I-01', host.target)] : [])],
    stop: say`The runner finds each site by its folder, and writes ${typed('useAppPoolCredentials')} only where tickets would be read with the computer account.`,
    runs: lines(
      ...parts.flatMap(({ key }) => [
        command`$site = (Get-Website | Where-Object -Property PhysicalPath -Match -Value ${`${portalFolder(key)}\\\\?$`}).Name`,
        command`Set-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location $site -Filter ${section} -Name 'useAppPoolCredentials' -Value $true`,
      ]),
    ),
    expect: [
      say`${typed('useAppPoolCredentials')} is ${typed('True')}, or ${typed('useKernelMode')} is ${typed('False')}, for each site.`,
    ],
    failures: [
      {
        symptom: say`A login prompt that comes back, or ${typed('KRB_AP_ERR_MODIFIED')}`,
        fix: say`The ticket was made for another account. Check D-07, purge tickets on the client, run ${typed('iisreset.exe')}.`,
      },
    ],
    undo: undoByRunner(stepId('H-02', host.target)),
    source: 'LOW, MIMDocs#215',
    parameters: {
      code: 'H-02',
      values: { Sites: parts.map(({ key }) => ({ Component: key, PathEnd: portalFolder(key) })) },
    },
  })
}

function serviceKnowsAccounts(scene: Scene, host: Host): PlanStep {
  const log = `${scene.backup}\\svc-change.log`
  const accounts = hostsOf(scene, ...WEB_PARTS).flatMap((portal) => partsOf(scene, portal))
  return manualStep({
    step: 'H-03',
    target: host.target,
    title: 'The MIM Service knows the portals\u2019 new accounts',
    who: 'local admin',
    where: 'this server',
    changes: false,
    window: 'conversion',
    outage: true,
    minutes: 5,
    after: [
      stepId('G-05', host.target),
      ...hostsOf(scene, ...WEB_PARTS).map((portal) => stepId('H-02', portal.target)),
    ],
    actions: [
      {
        text: say`Search the log of G-05 for the accounts.`,
        command: command`Select-String -LiteralPath ${log} -Pattern 'REGISTRATION_ACCOUNT','RESET_ACCOUNT' | Select-Object -Property Line`,
      },
      {
        text: say`Old names, or none? Run G-02 to G-05 once more. Type the new accounts on ${label('Enter Information for MIM Password Portals')}.`,
      },
    ],
    expect: accounts.map(({ key, account }) => say`${typed(key)}: ${typed(account.full)}`),
    failures: [
      {
        symptom: say`Registration says access denied (event of the security token service)`,
        fix: say`The MIM Service still knows the old account. Run the wizard once more.`,
      },
    ],
    undo: readOnly,
    source: 'LOW, SVC',
  })
}

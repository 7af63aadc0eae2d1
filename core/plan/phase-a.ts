import { accountText } from '#core/environment/describe.ts'
import { importCertificates, installedPrograms, isCoreTarget } from './consoles.ts'
import { type Draft, written } from './outline.ts'
import { preflight } from './phase-a-preflight.ts'
import { mailDecision } from './phase-g-mail.ts'
import type { PlanStep } from './plan.ts'
import { PROGRAMS, portalFolder, SERVICES, SITES, serviceExecutable, serviceName } from './products.ts'
import { accountOf, componentOf, type Host, hostsOf, type OldAccount, oldName, runs, type Scene } from './scene.ts'
import { automatedStep, directoryStep, manualStep, readOnly, stepId } from './step.ts'
import { command, label, lines, list, say, typed } from './text.ts'

/** Where the runner works: everywhere but on the client. */
export const runnerTargets = (scene: Scene): string[] => [
  ...new Set([
    'directory',
    ...scene.hosts.map((host) => host.target),
    ...scene.sqlHosts.flatMap((sql) => sql.replicas.map((replica) => replica.target)),
  ]),
]

/** Discovery. Nothing is changed but A-08, which lets the runner start. */
export function phaseA(scene: Scene): Draft[] {
  return [
    ...runnerTargets(scene).map((target) => () => trust(scene, target)),
    ...hostsOf(scene, ...SERVICES).map((host) => () => services(scene, host)),
    ...scene.hosts.map((host) => () => builds(scene, host)),
    ...hostsOf(scene, ...SITES).map((host) => () => webSites(scene, host)),
    ...scene.oldAccounts.map((account) => () => oldAccountRecord(scene, account)),
    ...written(preflight(scene)),
    () => decisions(scene),
  ]
}

function trust(scene: Scene, target: string): PlanStep {
  return manualStep({
    step: 'A-08',
    target,
    title: 'Trust the signature and unpack the bundle',
    who: 'local admin',
    where: target === 'directory' ? 'admin workstation with RSAT' : 'this server',
    changes: true,
    minutes: 10,
    before: [say`The SHA-256 of the signing certificate, read by phone from the signer's console, lies beside you.`],
    actions: [
      {
        ...importCertificates(isCoreTarget(scene, target)),
        stop: say`A bundle marked DEMO carries a DEMO certificate. Trust it in a lab only.`,
      },
      {
        text: say`Compare the SHA-256 of the signing certificate with the one that you were told. They are equal.`,
      },
      {
        text: say`AppLocker or App Control in use? Have its owner allow this publisher.`,
      },
      {
        text: say`Copy the ZIP of this target here, and no older revision beside it. Open an elevated Windows PowerShell 5.1, 64-bit, in its folder.`,
      },
      {
        text: say`Unblock and unpack.`,
        command: lines(
          command`Get-Item -Path ${`.\\MG-*-${target}.zip`} | Unblock-File`,
          command`Get-Item -Path ${`.\\MG-*-${target}.zip`} | Expand-Archive -DestinationPath (Join-Path -Path $env:ProgramFiles -ChildPath 'MimGmsa')`,
        ),
      },
      {
        text: say`Check every script's signature.`,
        command: command`Get-ChildItem -Path (Join-Path -Path $env:ProgramFiles -ChildPath 'MimGmsa') -Recurse -Include '*.ps1','*.psm1','*.psd1' | Get-AuthenticodeSignature | Format-Table -Property Status,Path -AutoSize`,
      },
      {
        text: say`Go to the unpacked folder. All commands of this runbook that begin with ${typed('.\\')} are typed there.`,
        command: command`Set-Location -Path (Join-Path -Path $env:ProgramFiles -ChildPath ${`MimGmsa\\MG-*-${target}`})`,
      },
    ],
    expect: [say`Each row says ${typed('Valid')}. The six words on ${typed('cover.html')} are those in the portal.`],
    failures: [
      {
        symptom: say`${typed('NotTrusted')} or ${typed('UnknownError')}`,
        fix: say`The chain is missing or in the store of the user. Import it into the stores of the computer.`,
      },
      {
        symptom: say`${typed('HashMismatch')}`,
        fix: say`The file was changed. Delete the folder, download the ZIP again, tell the security team.`,
      },
    ],
    undo: say`K-05 removes the trust. Delete the unpacked folder.`,
    source: 'house rule, PowerShell reference',
  })
}

function services(scene: Scene, host: Host): PlanStep {
  const keys = SERVICES.filter((key) => runs(host, key))
  const rows = keys.flatMap((key) => {
    const component = componentOf(host, key)
    return component
      ? [
          {
            Name: serviceName(key),
            Component: key,
            OldAccount: oldName(component),
            NewAccount: accountOf(scene, component).full,
          },
        ]
      : []
  })
  return automatedStep({
    step: 'A-01',
    target: host.target,
    title: 'Inventory of services and their accounts',
    who: 'local admin',
    where: 'this server',
    changes: false,
    minutes: 2,
    after: [stepId('A-08', host.target)],
    runs: command`Get-CimInstance -ClassName Win32_Service | Where-Object -FilterScript { $_.Name -in ${keys.map(serviceName)} } | Select-Object -Property Name,StartName,State,StartMode`,
    expect: rows.map((row) => say`${typed(row.Name)} runs as ${typed(row.OldAccount)}.`),
    failures: [
      {
        symptom: say`A service is missing`,
        fix: say`That part of MIM is not on this server. STOP: the plan is wrong, correct the environment.`,
      },
      {
        symptom: say`Another account`,
        fix: say`STOP: the plan is wrong, correct the environment. Already the new account? This server was converted before.`,
      },
    ],
    undo: readOnly,
    source: 'GMSA',
    parameters: { code: 'A-01', values: { Services: rows } },
  })
}

function builds(scene: Scene, host: Host): PlanStep {
  const products = PROGRAMS.filter((key) => runs(host, key)).map((key) => ({
    Component: key,
    Path: serviceExecutable(scene, key),
    Build: host.server.installations.find((installation) => installation.component === key)?.build ?? '',
  }))
  const common = {
    step: 'A-02',
    target: host.target,
    title: 'Inventory of builds',
    who: 'local admin',
    where: 'this server',
    changes: false,
    minutes: 2,
    after: [stepId('A-08', host.target)],
    undo: readOnly,
    source: 'VH',
    failures: [
      {
        symptom: say`Another build`,
        fix: say`STOP: somebody has patched this server. Correct the environment and have the plan approved again.`,
      },
    ],
  }
  if (products.length === 0) {
    return manualStep({
      ...common,
      actions: [
        {
          text: say`Read the version of ${label('Microsoft Identity Manager Service and Portal')}.`,
          command: installedPrograms('^Microsoft Identity Manager'),
        },
      ],
      expect: host.server.installations.map(
        (installation) => say`${typed(installation.component)} has build ${typed(installation.build)}.`,
      ),
    })
  }
  return automatedStep({
    ...common,
    runs: lines(...products.map((product) => command`(Get-Item -LiteralPath ${product.Path}).VersionInfo.FileVersion`)),
    expect: products.map((product) => say`${typed(product.Component)} has build ${typed(product.Build)}.`),
    parameters: { code: 'A-02', values: { Products: products } },
  })
}

function webSites(scene: Scene, host: Host): PlanStep {
  const sites = SITES.flatMap((key) => {
    const component = componentOf(host, key)
    return component
      ? [
          {
            Component: key,
            PathEnd: portalFolder(key),
            OldAccount: oldName(component),
            NewAccount: accountOf(scene, component).full,
          },
        ]
      : []
  })
  return automatedStep({
    step: 'A-03',
    target: host.target,
    title: 'Inventory of the web sites in IIS',
    who: 'local admin',
    where: 'this server',
    changes: false,
    minutes: 3,
    after: [stepId('A-08', host.target)],
    runs: lines(
      'Import-Module -Name WebAdministration',
      'Get-Website | Select-Object -Property Name,PhysicalPath,ApplicationPool',
      "Get-ChildItem -Path 'IIS:\\AppPools' | Select-Object -Property Name,@{ Name = 'User'; Expression = { $_.processModel.userName } }",
    ),
    expect: sites.map(
      (site) =>
        say`One site lies in a folder ending in ${typed(site.PathEnd)}. Its application pool runs as ${typed(site.OldAccount)}.`,
    ),
    failures: [
      {
        symptom: say`No site in that folder`,
        fix: say`The portal lies elsewhere or is not on this server. STOP: correct the environment.`,
      },
    ],
    undo: readOnly,
    source: 'LOW, PAM4',
    parameters: { code: 'A-03', values: { Sites: sites } },
  })
}

function oldAccountRecord(scene: Scene, account: OldAccount): PlanStep {
  const file = `${scene.backup}\\${account.name}.xml`
  const fields: Parameters<typeof directoryStep>[1] = {
    step: 'A-04',
    target: 'directory',
    subject: account.name,
    title: 'Record of the old account: SPNs, delegation, groups',
    who: 'domain user with read rights',
    where: 'admin workstation with RSAT',
    changes: false,
    minutes: 5,
    after: [stepId('A-08', 'directory')],
    runs: lines(
      command`setspn.exe -L ${account.full}`,
      command`Get-ADUser -Identity ${account.name} -Server ${account.controller} -Properties servicePrincipalName,'msDS-AllowedToDelegateTo','msDS-AllowedToActOnBehalfOfOtherIdentity',TrustedForDelegation,TrustedToAuthForDelegation,memberOf,'msDS-SupportedEncryptionTypes','msDS-AssignedAuthNPolicy','msDS-AssignedAuthNPolicySilo' | Export-Clixml -LiteralPath ${file}`,
    ),
    last: [
      {
        text: say`Write down what no query finds: local groups, direct rights in access lists, scheduled tasks of ${typed(account.full)}.`,
      },
    ],
    expect: [say`The record is in the protected state folder. This is the data that a rollback needs.`],
    failures: [
      {
        symptom: say`Account not found`,
        fix: say`Its name in the environment is wrong. STOP: correct it and have the plan approved again.`,
      },
      {
        symptom: say`An authentication policy or silo is set`,
        fix: say`The new account needs one too. Ask its owner before D-05.`,
      },
    ],
    undo: readOnly,
    source: 'PREP, PSD',
    parameters: { code: 'A-04', values: { Account: account.name, Domain: account.domain } },
  }
  return directoryStep(
    account.reachable,
    fields,
    [say`${typed(file)} exists. This is the data that a rollback needs.`],
    readOnly,
  )
}

function decisions(scene: Scene): PlanStep {
  const { mimServiceAgent, schedule, syncGroups } = scene.environment
  const groups = [
    syncGroups.admins,
    syncGroups.operators,
    syncGroups.joiners,
    syncGroups.browse,
    syncGroups.passwordSet,
  ].filter((group) => group !== '')
  return manualStep({
    step: 'A-07',
    target: 'directory',
    title: 'Confirm the decisions',
    who: 'change lead',
    where: 'at the desk, with this runbook',
    changes: false,
    minutes: 10,
    actions: [
      ...mailDecision(scene),
      {
        text:
          mimServiceAgent.mode === 'sync-account'
            ? say`MIM MA: ${label('Use MIMSync Account')}. It borrows the identity of the Synchronization Service.`
            : say`MIM MA: an ordinary account stays${mimServiceAgent.account === null ? say`` : say`: ${typed(accountText(mimServiceAgent.account))}`}.`,
      },
      {
        text: say`Compare the five Sync groups with those in Active Directory: ${list(groups)}.`,
        stop: say`Microsoft's pages name the last group in two ways. Only its real name counts.`,
      },
      {
        text:
          schedule.runProfileSchedule === ''
            ? say`Run-profile schedules: find out who starts them.`
            : say`Run-profile schedules, to be off in the window: ${typed(schedule.runProfileSchedule)}.`,
      },
      { text: say`Everybody who is named has agreed to the windows printed on the first page.` },
    ],
    expect: [say`All boxes are ticked, nothing had to be corrected.`],
    failures: [
      {
        symptom: say`A value is wrong`,
        fix: say`STOP. Correct the environment in the portal and have the plan approved again.`,
      },
    ],
    undo: readOnly,
    source: 'P1P2, PREP, MIMDocs#235',
  })
}

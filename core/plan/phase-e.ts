import { grantServiceLogon } from './consoles.ts'
import { type Draft, written } from './outline.ts'
import { dataOfTheIdentity, remoteManagement } from './phase-e-manual.ts'
import { loginStepId, sqlLogins } from './phase-e-sql.ts'
import type { PlanStep } from './plan.ts'
import { PROGRAMS, SERVICES } from './products.ts'
import {
  accountOf,
  accountsOn,
  componentOf,
  controllerOf,
  type Host,
  hostsOf,
  type ManagedAccount,
  runs,
  type Scene,
} from './scene.ts'
import { automatedStep, readOnly, stepId, undoByRunner, verifiedStep } from './step.ts'
import { command, label, lines, list, say, typed } from './text.ts'

/** Host and SQL preparation: nothing is interrupted. */
export function phaseE(scene: Scene): Draft[] {
  return [
    ...scene.hosts.map((host) => () => directoryTools(scene, host)),
    ...hostsOf(scene, ...SERVICES).map((host) => () => serviceLogon(scene, host)),
    ...hostsOf(scene, ...PROGRAMS).map((host) => () => folders(scene, host)),
    ...scene.hosts.map((host) => () => deniedLogons(scene, host)),
    ...written(sqlLogins(scene)),
    ...written(remoteManagement(scene)),
    ...scene.hosts.map((host) => () => dataOfTheIdentity(scene, host)),
  ]
}

/** Everything of phase E that a host and its databases need before a service may stop. */
export function preparationIds(scene: Scene, host: Host): string[] {
  const databases = scene.sqlHosts.filter((sql) =>
    sql.instance.databases.some((database) => runs(host, database.component)),
  )
  return [
    ...(runs(host, ...SERVICES) ? [stepId('E-01', host.target)] : []),
    ...(runs(host, ...PROGRAMS) ? [stepId('E-03', host.target)] : []),
    stepId('E-02', host.target),
    stepId('E-07', host.target),
    ...databases.map((sql) => loginStepId(scene, sql)),
  ]
}

/** Managed accounts that run Windows services on this host. */
const serviceAccounts = (scene: Scene, host: Host): ManagedAccount[] =>
  accountsOn(scene, host).filter((account) =>
    account.components.some(({ component }) => SERVICES.some((key) => key === component)),
  )

function directoryTools(scene: Scene, host: Host): PlanStep {
  const controller = controllerOf(scene.environment, host.server.domain)
  return automatedStep({
    step: 'E-00',
    target: host.target,
    title: 'PowerShell tools of Active Directory, and a way to them',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'directory',
    minutes: 5,
    after: [stepId('A-08', host.target)],
    runs: lines(
      'Install-WindowsFeature -Name RSAT-AD-PowerShell',
      command`Test-NetConnection -ComputerName ${controller} -Port 9389`,
    ),
    expect: [say`${typed('Changed')} or ${typed('AlreadyOk')}. TCP 9389 to a domain controller is open.`],
    failures: [
      {
        symptom: say`${typed('0x800f081f')}`,
        fix: say`The sources are not on this server. Install the feature with ${typed('-Source')} and the Windows media.`,
      },
      {
        symptom: say`Port 9389 is closed`,
        fix: say`Have the firewall opened to a writable domain controller. D-10 fails without it.`,
      },
    ],
    undo: undoByRunner(stepId('E-00', host.target)),
    source: 'PSD, WSD',
    parameters: { code: 'E-00', values: { DomainController: controller } },
  })
}

function serviceLogon(scene: Scene, host: Host): PlanStep {
  const accounts = serviceAccounts(scene, host).map((account) => account.full)
  return verifiedStep({
    step: 'E-01',
    target: host.target,
    title: 'Log on as a service',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'directory',
    minutes: 5,
    after: [
      stepId('E-00', host.target),
      ...serviceAccounts(scene, host).map((a) => stepId('D-05', 'directory', a.name)),
    ],
    actions: grantServiceLogon(scene, host, accounts),
    expect: [say`${list(accounts)}: in the list, directly or by a group.`],
    failures: [
      {
        symptom: say`The account is gone after an hour`,
        fix: say`Group policy overwrote it. Add it to the policy, not to the server.`,
      },
      {
        symptom: say`Name not found`,
        fix: say`The object type ${label('Service Accounts')} is not ticked, or D-05 has not reached this site.`,
      },
    ],
    undo: say`Remove the account from the same list.`,
    source: 'XDSC, BP',
    parameters: { code: 'E-01', values: { Accounts: accounts } },
  })
}

type DenyRule = { Account: string; Right: 'SeDenyServiceLogonRight' | 'SeDenyNetworkLogonRight' }

function deniedLogons(scene: Scene, host: Host): PlanStep {
  const sync = scene.accounts.find((account) => account.components.some((part) => part.component === 'SYNC'))
  const rules: DenyRule[] = serviceAccounts(scene, host).map((account) => ({
    Account: account.full,
    Right: 'SeDenyServiceLogonRight',
  }))
  if (sync && scene.environment.mimServiceAgent.mode === 'sync-account' && runs(host, 'SYNC', 'SVC')) {
    rules.push({ Account: sync.full, Right: 'SeDenyNetworkLogonRight' })
  }
  return automatedStep({
    step: 'E-02',
    target: host.target,
    title: 'No policy denies the logon',
    who: 'local admin',
    where: 'this server',
    changes: false,
    minutes: 2,
    after: [
      stepId('E-00', host.target),
      ...rules.flatMap((rule) =>
        scene.accounts
          .filter((account) => account.full === rule.Account)
          .map((a) => stepId('D-05', 'directory', a.name)),
      ),
    ],
    runs: command`secedit.exe /export /areas USER_RIGHTS /cfg ${`${scene.backup}\\rights.inf`}`,
    expect: [
      ...rules.map((rule) => say`${typed(rule.Right)} holds neither ${typed(rule.Account)} nor a group with it.`),
      ...(rules.length === 0 ? [say`No account of a Windows service runs here; there is nothing to find.`] : []),
    ],
    failures: [
      {
        symptom: say`The account is in the list`,
        fix: say`Take it, or the group that holds it, out of the policy. Run ${typed('gpupdate.exe /force')}, then this step again.`,
      },
    ],
    undo: readOnly,
    source: 'PREP, BP',
    parameters: { code: 'E-02', values: { Rules: rules } },
  })
}

type FolderRight = { Path: string; Account: string; Right: 'Modify' | 'ReadAndExecute' }

function folders(scene: Scene, host: Host): PlanStep {
  const sync = componentOf(host, 'SYNC')
  const service = componentOf(host, 'SVC')
  const rows: FolderRight[] = []
  if (sync) {
    const account = accountOf(scene, sync).full
    const home = `${scene.program}\\Synchronization Service`
    rows.push({ Path: `${home}\\Data`, Account: account, Right: 'Modify' })
    rows.push({ Path: `${home}\\MaData`, Account: account, Right: 'Modify' })
    rows.push({ Path: `${home}\\Extensions`, Account: account, Right: 'ReadAndExecute' })
  }
  if (service)
    rows.push({ Path: `${scene.program}\\Service`, Account: accountOf(scene, service).full, Right: 'Modify' })
  const id = stepId('E-03', host.target)
  return automatedStep({
    step: 'E-03',
    target: host.target,
    title: 'Rights on the program folders',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'directory',
    minutes: 5,
    after: [
      stepId('A-08', host.target),
      stepId('B-03', host.target),
      ...serviceAccounts(scene, host).map((account) => stepId('D-05', 'directory', account.name)),
    ],
    runs: lines(
      ...rows.map(
        (row) =>
          command`icacls.exe ${row.Path} /grant ${`${row.Account}:(OI)(CI)${row.Right === 'Modify' ? 'M' : 'RX'}`}`,
      ),
    ),
    last: [
      {
        text: say`Connectors that use other folders or shares? Grant the same rights there. Write them down: ____________`,
      },
    ],
    expect: rows.map((row) => say`${typed(row.Account)}: ${typed(row.Right)} on ${typed(row.Path)}`),
    failures: [
      {
        symptom: say`The path does not exist`,
        fix: say`The product lies in another folder. STOP: correct the installation folder in the environment.`,
      },
    ],
    undo: undoByRunner(id),
    source: 'MIMDocs logging page, inference',
    parameters: { code: 'E-03', values: { Folders: rows } },
  })
}

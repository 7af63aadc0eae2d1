import { accountText } from '#core/environment/describe.ts'
import { POLLING_KEY, polls } from './mailbox-polling.ts'
import type { Draft } from './outline.ts'
import { sqlSubject } from './phase-b.ts'
import type { Action, PlanStep, Text } from './plan.ts'
import { PROGRAMS, SERVICES, serviceExecutable, serviceName } from './products.ts'
import {
  componentOf,
  type Host,
  hostsOf,
  isUpdated,
  type Scene,
  type SqlHost,
  standbyHosts,
  syncHosts,
} from './scene.ts'
import { manualStep, stepId } from './step.ts'
import { command, label, lines, list, say, sqlcmd, sqlName, sqlText, typed } from './text.ts'

/** The two ways of Microsoft to a supported build, and the shorter one for systems that are SP2 already. */
export function updates(scene: Scene): Draft[] {
  if (!isUpdated(scene)) return []
  const order = updateOrder(scene)
  return [
    ...scene.sqlHosts.map((sql) => () => backupBefore(scene, sql)),
    ...(polls(scene) ? hostsOf(scene, 'SVC').map((host) => () => pollingOff(host)) : []),
    ...order.map((host, index) => () => update(scene, host, order[index - 1])),
    ...syncHosts(scene).map((host) => () => exportKey(scene, host)),
  ]
}

export const updateIds = (scene: Scene): string[] =>
  isUpdated(scene) ? scene.hosts.map((host) => stepId('C-02', host.target)) : []

/** Sync first, its standby after it; then the MIM Service, then servers that carry portals alone. */
function updateOrder(scene: Scene): Host[] {
  const first = [...syncHosts(scene), ...standbyHosts(scene), ...hostsOf(scene, 'SVC')]
  return [...new Set([...first, ...scene.hosts])]
}

function backupSubject(scene: Scene, sql: SqlHost): string {
  const given = sqlSubject(scene, sql)
  return 'subject' in given ? `${given.subject}.update` : 'update'
}

function backupBefore(scene: Scene, sql: SqlHost): PlanStep {
  const { address, backupFolder, databases } = sql.instance
  const folder = backupFolder.replace(/\\+$/, '')
  const file = (name: string) => `${folder}\\${name}-before-update.bak`
  return manualStep({
    step: 'B-01',
    target: sql.target,
    subject: backupSubject(scene, sql),
    title: 'Back up the databases before the update',
    who: 'SQL sysadmin or backup operator',
    where: 'this server, as SQL Server',
    changes: true,
    window: 'software',
    outage: true,
    minutes: 15,
    after: [stepId('A-08', sql.target), stepId('A-07', 'directory')],
    actions: [
      {
        text: say`Have the MIM services stopped on every server. Run profiles are off.`,
        stop: say`The update changes the databases. These files are the only way back to the old build.`,
      },
      {
        text: say`Back up, and let SQL Server read the files back.`,
        command: lines(
          ...databases.flatMap(({ name }) => [
            sqlcmd(
              address,
              `BACKUP DATABASE ${sqlName(name)} TO DISK=${sqlText(file(name))} WITH COPY_ONLY, CHECKSUM, INIT;`,
            ),
            sqlcmd(address, `RESTORE VERIFYONLY FROM DISK=${sqlText(file(name))} WITH CHECKSUM;`),
          ]),
        ),
      },
      { text: say`Copy the files to another machine: ${list(databases.map(({ name }) => file(name)))}.` },
    ],
    expect: [say`SQL Server says of each file that the backup set is valid.`],
    failures: [
      {
        symptom: say`${typed('Operating system error 5')}`,
        fix: say`The engine's own account cannot write there. Give it the right, or name another folder in the environment.`,
      },
    ],
    undo: say`Delete the files when the soak is over.`,
    source: 'UP2',
  })
}

/** C-03: one hotfix can fail while polling is on. */
function pollingOff(host: Host): PlanStep {
  return manualStep({
    step: 'C-03',
    target: host.target,
    title: 'Switch mailbox polling off for the update',
    who: 'local admin',
    where: 'this server',
    changes: true,
    window: 'software',
    minutes: 3,
    after: [stepId('A-01', host.target)],
    actions: [
      {
        text: say`Write the value; it keeps its kind. C-02 writes the ${typed('1')} back at its end.`,
        stop: say`With ${typed('1')} the update to 4.6.421.0 can fail half-way.`,
        command: lines(
          command`Set-ItemProperty -LiteralPath ${POLLING_KEY} -Name 'PollExchangeEnabled' -Value 0`,
          command`Get-ItemPropertyValue -LiteralPath ${POLLING_KEY} -Name 'PollExchangeEnabled'`,
        ),
      },
    ],
    expect: [say`It reads ${typed('0')}.`],
    failures: [
      {
        symptom: say`The value does not exist`,
        fix: say`The environment is wrong. Write that down; go on with C-02.`,
      },
    ],
    undo: say`Write ${typed('1')} and restart ${typed('FIMService')}.`,
    source: 'VH',
  })
}

const pollingOffIds = (scene: Scene, host: Host): string[] =>
  polls(scene) && componentOf(host, 'SVC') ? [stepId('C-03', host.target)] : []

/** What to install, by the route. */
function installation(scene: Scene): Action[] {
  const { route, targetBuild } = scene.environment.software
  const media = typed(scene.environment.paths.installMedia)
  const patch: Action = {
    text: say`Apply the hotfix of build ${typed(targetBuild)} to each product of this server: Synchronization Service, Service and Portal. Take the files from ${media}`,
    stop: say`Builds 4.6.355.0 and 4.6.530.0 are superseded. Take neither.`,
    command: command`msiexec.exe /p (Read-Host -Prompt 'Full path of the .msp') /l*v ${`${scene.backup}\\hotfix.log`} REBOOT=ReallySuppress`,
  }
  switch (route) {
    case 'sp1-hotfix':
      return [
        {
          text: say`The build of A-02 is older than ${typed('4.4.1302.0')}? Install Service Pack 1 first, over the existing database. Source: ${media}`,
        },
        {
          text: say`Service Pack 1 asks for the key set, or proposes to save it: keep ${typed('miiskeys.bin')} in the safe place.`,
        },
        patch,
      ]
    case 'sp2-full':
      return [
        {
          text: say`Write down the thumbprint of the MIM certificate, the service address and all accounts. Setup asks for them.`,
        },
        {
          text: say`Uninstall language packs of MIM first, then each MIM product of this server.`,
          stop: say`The databases stay. Never choose to create a new one in the next line.`,
        },
        {
          text: say`Install Service Pack 2 from ${media} with the same parts, the existing database and today's accounts.`,
        },
        { text: say`Sync asks for the key set: supply the file of B-02, by its SHA-256.` },
        patch,
        { text: say`Install the language packs of Service Pack 2, if there were any.` },
      ]
    case 'sp2-hotfix-in-place':
      return [
        { text: say`Uninstall language packs of MIM.` },
        {
          ...patch,
          text: say`Apply the hotfix of Service Pack 2 to each product, Sync first, then the one of build ${typed(targetBuild)}. Take the files from ${media}`,
        },
        { text: say`Install the language packs of Service Pack 2, if there were any.` },
      ]
    case 'current':
      return []
  }
}

const NOTES: Record<string, Text> = {
  'sp1-hotfix': say`Way of the guide: Service Pack 1 (4.4.1302.0), then a hotfix from 4.5.26.0 on.`,
  'sp2-full': say`Way of the upgrade page: a full installation of Service Pack 2 on the existing databases, then its latest hotfix.`,
  'sp2-hotfix-in-place': say`In place. The upgrade page prefers a full installation for managed accounts; the guide does not.`,
}

function update(scene: Scene, host: Host, before: Host | undefined): PlanStep {
  const { route, targetBuild } = scene.environment.software
  const services = SERVICES.filter((key) => componentOf(host, key))
  const programs = PROGRAMS.filter((key) => componentOf(host, key)).map((key) => serviceExecutable(scene, key))
  const note = NOTES[route]
  return manualStep({
    step: 'C-02',
    target: host.target,
    title: 'Update MIM to the build of the conversion',
    who: 'local admin with rights on the MIM databases; SharePoint farm admin where the portal is installed',
    where: 'this server',
    changes: true,
    window: 'software',
    outage: true,
    pointOfNoReturn: true,
    minutes: 45,
    after: [
      stepId('A-02', host.target),
      stepId('C-01', host.target),
      ...(componentOf(host, 'SYNC') ? syncHosts(scene).map((sync) => stepId('B-02', sync.target)) : []),
      ...scene.sqlHosts.map((sql) => stepId('B-01', sql.target, backupSubject(scene, sql))),
      ...pollingOffIds(scene, host),
      ...(before ? [stepId('C-02', before.target)] : []),
    ],
    before: [
      ...(note ? [note] : []),
      say`At least one week lies between this update and the conversion.`,
      say`RCDC objects and strings that were changed are exported from the portal.`,
      ...(host.standby ? [say`The service here rests. Only its program files and settings change.`] : []),
    ],
    actions: [
      {
        text: say`Stop the services and copy configuration files aside.`,
        stop: say`Point of no return: the update changes the databases. Back goes only with the files of B-01, the key files and the old build.`,
        command: lines(
          ...services.map((key) => command`Stop-Service -Name ${serviceName(key)}`),
          command`robocopy.exe ${scene.program} ${`${scene.backup}\\before-update`} /E /COPY:DAT /R:1 /W:1`,
        ),
      },
      ...installation(scene),
      {
        text: say`Compare the configuration files with the copy. Put redirects and sections of your own back.`,
      },
      {
        text: say`SQL Agent jobs of MIM were edited by hand? Look up ${typed('keepSQLjobs')} in the version history before the last hotfix.`,
      },
      ...(componentOf(host, 'SVC') && polls(scene)
        ? [
            {
              text: say`Write the recorded value back and restart the service.`,
              command: lines(
                command`Set-ItemProperty -LiteralPath ${POLLING_KEY} -Name 'PollExchangeEnabled' -Value 1`,
                "Restart-Service -Name 'FIMService'",
              ),
            },
          ]
        : []),
      ...(programs.length > 0
        ? [
            {
              text: say`Read the builds.`,
              command: lines(
                ...programs.map((path) => command`(Get-Item -LiteralPath ${path}).VersionInfo.FileVersion`),
              ),
            },
          ]
        : [
            {
              text: say`Read the version of ${label('Microsoft Identity Manager Service and Portal')}.`,
              command:
                "Get-ItemProperty -Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\*' | Where-Object -Property DisplayName -Like -Value 'Microsoft Identity Manager*' | Select-Object -Property DisplayName,DisplayVersion",
            },
          ]),
    ],
    expect: [
      say`Each product has build ${typed(targetBuild)}.`,
      host.standby ? say`The service here rests again.` : say`Services run again, on the old accounts.`,
    ],
    failures: [
      {
        symptom: say`Error ${typed('1612')} or ${typed('1635')}`,
        fix: say`The cached package is gone. Supply the original media of the build that is installed.`,
      },
      {
        symptom: say`Error ${typed('1603')}`,
        fix: say`Search the log for ${typed('Return value 3')}. The line above it names the cause.`,
      },
      {
        symptom: say`It fails twice`,
        fix: say`STOP. Restore the databases of B-01 and the old build, with the key files.`,
      },
    ],
    undo: say`Only by restoring databases, key and the old build together.`,
    source: 'VH, UP2, GMSA',
  })
}

/** C-04: the key set after the update is the one that F-03 hands over. */
function exportKey(scene: Scene, host: Host): PlanStep {
  const sync = componentOf(host, 'SYNC')
  return manualStep({
    step: 'C-04',
    target: host.target,
    title: 'Export the Sync encryption key after the update',
    who: 'local admin, member of the Sync admins group',
    where: 'this server',
    changes: false,
    window: 'software',
    minutes: 5,
    after: [stepId('C-02', host.target), stepId('B-02', host.target)],
    before: [say`The password of ${typed(sync ? accountText(sync.oldAccount) : '')} lies beside you.`],
    actions: [
      { text: say`Export the key set once more, with the same account and tool as in B-02.` },
      { text: say`File: type ${typed(scene.keyFile)}` },
      {
        text: say`Read its SHA-256. Write down the first eight characters: ____________`,
        command: command`Get-FileHash -Algorithm SHA256 -LiteralPath ${scene.keyFile}`,
      },
      { text: say`Copy the file to the safe place off this server. Keep the file of B-02 too.` },
    ],
    expect: [say`The file exists and is larger than 0 bytes.`],
    failures: [
      { symptom: say`The account is refused`, fix: say`The update kept the old account. Compare it with A-01.` },
    ],
    undo: say`Nothing to undo.`,
    source: 'GMSA',
  })
}

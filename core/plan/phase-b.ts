import { openKeyManagement } from './consoles.ts'
import type { Draft } from './outline.ts'
import type { PlanStep, Text } from './plan.ts'
import { SERVICES, SITES, serviceName } from './products.ts'
import {
  componentOf,
  type Host,
  hostsOf,
  isUpdated,
  oldName,
  runs,
  type Scene,
  type SqlHost,
  syncHosts,
} from './scene.ts'
import { automatedStep, manualStep, readOnly, stepId, verifiedStep } from './step.ts'
import { serviceStops, syncStops } from './stops.ts'
import { command, label, lines, list, say, sqlcmd, sqlName, sqlText, typed } from './text.ts'

/** Backups. B-01 waits for both stops, so that the two databases show one moment. */
export function phaseB(scene: Scene): Draft[] {
  return [
    ...scene.sqlHosts.map((sql) => () => databases(scene, sql)),
    ...syncHosts(scene).map((host) => () => encryptionKey(scene, host)),
    ...scene.hosts.flatMap((host) => [() => files(scene, host), () => registry(scene, host), () => snapshot(host)]),
  ]
}

/** Two instances on one machine need a subject to tell them apart. */
export function sqlSubject(
  scene: Scene,
  sql: SqlHost,
  target = sql.target,
): { subject: string } | Record<never, never> {
  const shared =
    scene.sqlHosts.filter((other) => other.replicas.some((replica) => replica.target === target)).length > 1
  return shared ? { subject: sql.instance.address } : {}
}

export function sqlStepId(scene: Scene, step: string, sql: SqlHost, target = sql.target): string {
  const given = sqlSubject(scene, sql, target)
  return stepId(step, target, 'subject' in given ? given.subject : null)
}

function servicesStopped(scene: Scene): Text {
  const sync = syncHosts(scene).length > 0
  const service = hostsOf(scene, 'SVC').length > 0
  if (sync && service) return say`The Synchronization Service and the MIM Service are stopped.`
  return sync ? say`The Synchronization Service is stopped.` : say`The MIM Service is stopped.`
}

function databases(scene: Scene, sql: SqlHost): PlanStep {
  const { address, backupFolder, databases: held } = sql.instance
  const folder = backupFolder.replace(/\\+$/, '')
  const names = held.map((database) => database.name)
  const file = (name: string) => `${folder}\\${name}.bak`
  return automatedStep({
    step: 'B-01',
    target: sql.target,
    ...sqlSubject(scene, sql),
    title: 'Back up the databases, the services stopped',
    who: 'SQL sysadmin or backup operator',
    where: sql.instance.availabilityGroup === null ? 'this server, as SQL Server' : 'the primary replica',
    changes: true,
    window: 'conversion',
    outage: true,
    minutes: 15,
    after: [stepId('A-08', sql.target), ...syncStops(scene), ...serviceStops(scene)],
    before: [
      say`${servicesStopped(scene)} There is room in ${typed(folder)}, a folder that SQL Server can write to.`,
      ...(sql.instance.availabilityGroup === null
        ? []
        : [say`${typed(address)} leads to the primary replica. The files will lie on that machine.`]),
    ],
    runs: lines(
      ...names.flatMap((name) => [
        sqlcmd(
          address,
          `BACKUP DATABASE ${sqlName(name)} TO DISK=${sqlText(file(name))} WITH COPY_ONLY, CHECKSUM, INIT;`,
        ),
        sqlcmd(address, `RESTORE VERIFYONLY FROM DISK=${sqlText(file(name))} WITH CHECKSUM;`),
      ]),
    ),
    last: [{ text: say`Copy the files to another machine: ${list(names.map(file))}.` }],
    expect: [say`${typed('Changed')}. SQL Server says of each file that the backup set is valid.`],
    failures: [
      {
        symptom: say`${typed('Operating system error 5')}`,
        fix: say`The engine's own account cannot write there. Give it the right, or name another folder in the environment.`,
      },
      {
        symptom: say`Still running after 30 minutes`,
        fix: say`Ask the change lead whether the window still suffices. No wizard starts without this backup.`,
      },
    ],
    undo: say`Delete the backup files when the soak is over.`,
    source: 'UP2',
    parameters: { code: 'B-01', values: { Instance: address, Databases: names, Folder: folder } },
  })
}

function encryptionKey(scene: Scene, host: Host): PlanStep {
  const sync = componentOf(host, 'SYNC')
  const file = scene.environment.paths.keyExportFile
  return verifiedStep({
    step: 'B-02',
    target: host.target,
    title: 'Export the Sync encryption key',
    who: `local admin, member of the Sync admins group`,
    where: 'this server',
    changes: false,
    minutes: 5,
    after: [stepId('A-01', host.target), stepId('A-02', host.target)],
    before: [
      say`${typed(serviceName('SYNC'))} runs.`,
      say`The password of ${typed(sync ? oldName(sync) : '')} lies beside you.`,
    ],
    actions: [
      {
        ...openKeyManagement(scene, host),
        stop: say`This file decrypts every connector password. Never mail it, never leave it on a share.`,
      },
      { text: say`${label('Export key set')} is selected. Click ${label('Next')}.` },
      { text: say`${label('Account Name')}: type ${typed(sync?.oldAccount.name ?? '')}` },
      { text: say`${label('Password')}: type the password of that account.` },
      { text: say`${label('Domain')}: type ${typed(sync?.oldAccount.domain ?? '')}. Click ${label('Next')}.` },
      { text: say`File: clear the proposed path. Type ${typed(file)}` },
      { text: say`Click ${label('Next')}, then ${label('Finish')}.` },
      {
        text: say`Read its SHA-256. Write down the first eight characters: ____________`,
        command: command`Get-FileHash -Algorithm SHA256 -LiteralPath ${file}`,
      },
      { text: say`Copy the file to the safe place off this server.` },
    ],
    expect: [say`The file exists and is larger than 0 bytes. Its SHA-256 stands in the result file.`],
    failures: [
      {
        symptom: say`The account or password is refused`,
        fix: say`Type the bare name without domain; the domain is the short one. Compare the account with A-01.`,
      },
      {
        symptom: say`Nobody knows the password`,
        fix: say`STOP. Without it there is no way back. Have it reset in a window of its own first.`,
      },
    ],
    undo: readOnly,
    source: 'GMSA, VH',
    parameters: { code: 'B-02', values: { KeyFile: file } },
  })
}

/** Files and registry are kept as the conversion meets them. */
const updated = (scene: Scene, host: Host): string[] => (isUpdated(scene) ? [stepId('C-02', host.target)] : [])

function files(scene: Scene, host: Host): PlanStep {
  const destination = `${scene.backup}\\2010`
  return automatedStep({
    step: 'B-03',
    target: host.target,
    title: 'Copy the program folder',
    who: 'local admin',
    where: 'this server',
    changes: true,
    minutes: 5,
    after: [stepId('A-08', host.target), ...updated(scene, host)],
    runs: command`robocopy.exe ${scene.program} ${destination} /E /COPY:DAT /R:1 /W:1`,
    expect: [
      say`robocopy ends with a code below ${typed('8')}. Configuration files and ${typed('Extensions')} are in ${typed(destination)}.`,
    ],
    failures: [
      {
        symptom: say`Code 8 or higher`,
        fix: say`A file was locked or the disk is full. Read the last lines, free space, run it again.`,
      },
    ],
    undo: say`Delete ${typed(destination)} when the soak is over.`,
    source: 'UP2',
    parameters: { code: 'B-03', values: { Source: scene.program, Destination: destination } },
  })
}

const BACKUP_NAME = 'pre-gmsa'

function registry(scene: Scene, host: Host): PlanStep {
  const web = runs(host, ...SITES)
  const keys = [
    ...SERVICES.filter((key) => runs(host, key)).map((key) => ({
      Key: `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${serviceName(key)}`,
      File: `${serviceName(key)}.reg`,
    })),
    { Key: 'HKLM\\SOFTWARE\\Microsoft\\Forefront Identity Manager\\2010', File: 'ForefrontIdentityManager2010.reg' },
  ]
  return automatedStep({
    step: 'B-04',
    target: host.target,
    title: web ? 'Export the registry keys and the IIS configuration' : 'Export the registry keys',
    who: 'local admin',
    where: 'this server',
    changes: true,
    minutes: 3,
    after: [stepId('A-08', host.target), ...updated(scene, host)],
    stop: say`The exports hold encrypted secrets. Only administrators may read ${typed(scene.backup)}.`,
    runs: lines(
      ...keys.map((row) => command`reg.exe export ${row.Key} ${`${scene.backup}\\${row.File}`} /y`),
      ...(web ? [command`Backup-WebConfiguration -Name ${BACKUP_NAME}`] : []),
    ),
    expect: [
      say`These files are in ${typed(scene.backup)}: ${list(keys.map((row) => row.File))}.`,
      ...(web ? [say`${typed(command`Get-WebConfigurationBackup -Name ${BACKUP_NAME}`)} shows one row.`] : []),
    ],
    failures: [
      {
        symptom: say`The key cannot be found`,
        fix: say`That part of MIM is not on this server. STOP: correct the environment.`,
      },
    ],
    undo: say`${typed('reg.exe import')} with the file${web ? say`, and ${typed(command`Restore-WebConfiguration -Name ${BACKUP_NAME}`)}` : say``}.`,
    source: 'UP2, inference',
    parameters: {
      code: 'B-04',
      values: { Keys: keys, Folder: scene.backup, WebConfigurationBackup: web ? BACKUP_NAME : '' },
    },
  })
}

function snapshot(host: Host): PlanStep {
  return manualStep({
    step: 'B-05',
    target: host.target,
    title: 'Snapshot of the virtual machine (optional)',
    who: 'virtualisation admin',
    where: 'console of the hypervisor',
    changes: false,
    minutes: 10,
    after: [stepId('B-03', host.target), stepId('B-04', host.target)],
    actions: [
      {
        text: say`Take an application-consistent snapshot of ${typed(host.server.fqdn)}, or one while it is powered off.`,
        stop: say`Never go back to a snapshot of a domain controller. A MIM server goes back only together with its databases${runs(host, 'SYNC') ? say` and its key (B-02)` : say``}.`,
      },
      { text: say`A physical server, or a house that takes no snapshots? Write "none" here: ____________` },
    ],
    expect: [say`The snapshot's name is written down, or "none".`],
    failures: [{ symptom: say`Not consistent`, fix: say`Leave it out. B-01 to B-04 suffice for a rollback.` }],
    undo: say`Delete the snapshot within three days. It slows the disk down.`,
    source: 'inference',
  })
}

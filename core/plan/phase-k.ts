import { isCoreTarget, removeCertificate } from './consoles.ts'
import { type Draft, type StepOutline, written } from './outline.ts'
import { runnerTargets } from './phase-a.ts'
import { sqlStepId, sqlSubject } from './phase-b.ts'
import type { PlanStep } from './plan.ts'
import {
  componentOf,
  type Host,
  keyStepOf,
  type OldAccount,
  type Scene,
  type SqlHost,
  type SqlReplica,
  syncHosts,
} from './scene.ts'
import { directoryStep, manualStep, stepId, undoByRunner } from './step.ts'
import { command, label, lines, list, say, sqlcmd, sqlText, typed } from './text.ts'

const MINUTES_OF_A_DAY = 1440

/** Soak and decommission. An account that something else still uses is left alone. */
export function phaseK(scene: Scene, checks: readonly StepOutline[]): Draft[] {
  const retiring = scene.oldAccounts.filter((account) => account.retires)
  return [
    () => soak(scene, checks),
    ...retiring.flatMap((account) => [() => disable(account), () => strip(account), () => remove(scene, account)]),
    ...(retiring.length > 0 ? scene.sqlHosts.flatMap((sql) => written(stripSql(scene, sql, retiring))) : []),
    ...syncHosts(scene).map((host) => () => destroyKeys(scene, host, retiring)),
    ...runnerTargets(scene).map((target) => () => removeTrust(scene, target, retiring)),
  ]
}

/** Checks that no other check waits for: with them all have passed. */
function lastOf(checks: readonly StepOutline[]): string[] {
  const awaited = new Set(checks.flatMap((step) => step.after))
  return checks.map((step) => step.id).filter((id) => !awaited.has(id))
}

function soak(scene: Scene, checks: readonly StepOutline[]): PlanStep {
  const { soakDays } = scene.environment.schedule
  const kept = scene.oldAccounts.filter((account) => !account.retires)
  return manualStep({
    step: 'K-01',
    target: 'directory',
    title: 'Soak',
    who: 'change lead',
    where: 'at the desk, with this runbook',
    changes: false,
    window: 'decommission',
    minutes: 15,
    waitMinutes: soakDays * MINUTES_OF_A_DAY,
    after: lastOf(checks.filter((step) => step.step !== 'J-12')),
    actions: [
      {
        text: say`Leave the old accounts enabled and unchanged for ${typed(String(soakDays))} days. With them a rollback is easy.`,
        stop: say`Do not shorten this: one password roll, one reboot, one patch day and the slowest connector must fit in.`,
      },
      { text: say`Write down what was seen in this time: ____________` },
      ...(kept.length > 0
        ? [
            {
              text: say`Something else still uses ${list(kept.map((account) => account.full))}. They stay: K-02 to K-04 leave them out.`,
            },
          ]
        : []),
    ],
    expect: [say`No incident leads back to the managed accounts.`],
    failures: [
      { symptom: say`An incident`, fix: say`Mend it, and begin the soak again. Not mended: the rollback steps.` },
    ],
    undo: say`Nothing to undo.`,
    source: 'PSD, inference',
  })
}

const IDLE_DAYS = '14'

function disable(account: OldAccount): PlanStep {
  const id = stepId('K-02', 'directory', account.name)
  const enable = say`${typed(command`Enable-ADAccount -Identity ${account.name} -Server ${account.controller}`)}`
  const expect = [say`${typed('Enabled')} is ${typed('False')}. The checks pass.`]
  const fields: Parameters<typeof directoryStep>[1] = {
    step: 'K-02',
    target: 'directory',
    subject: account.name,
    title: 'Disable the old account',
    who: 'domain admin',
    where: 'admin workstation with RSAT',
    changes: true,
    window: 'decommission',
    minutes: 10,
    after: [stepId('K-01', 'directory'), stepId('J-10', 'directory'), stepId('J-12', 'directory')],
    stop: say`Never disable an account that is still a mailbox, MIM MA, connector, SharePoint or REST account.`,
    first: [
      {
        text: say`Read its last logon. It lies at least ${typed(IDLE_DAYS)} days back; this attribute lags by up to 14 days.`,
        command: command`Get-ADUser -Identity ${account.name} -Properties LastLogonDate -Server ${account.controller} | Select-Object -Property Name,Enabled,LastLogonDate`,
      },
    ],
    runs: command`Disable-ADAccount -Identity ${account.name} -Server ${account.controller}`,
    last: [{ text: say`Repeat the checks of part J on the next working day.` }],
    expect,
    failures: [
      {
        symptom: say`Something stops working`,
        fix: say`Enable it again, find who uses it (J-10), give that its own account.`,
      },
      {
        symptom: say`${typed('Somebody signed in')}`,
        fix: say`Find the task, connector or application with J-10. Disable nothing before.`,
      },
      {
        symptom: say`${typed('is recorded, which is no proof')}`,
        fix: say`Type the name only when J-10 has shown no row for ${typed(IDLE_DAYS)} days.`,
      },
    ],
    undo: undoByRunner(id),
    source: 'inference',
    parameters: { code: 'K-02', values: { Account: account.name, IdleDays: IDLE_DAYS } },
  }
  return directoryStep(account.reachable, fields, expect, enable)
}

function strip(account: OldAccount): PlanStep {
  return manualStep({
    step: 'K-03',
    target: 'directory',
    subject: account.name,
    title: 'Take the rights of the old account away',
    who: 'domain admin',
    where: 'admin workstation with RSAT',
    changes: true,
    window: 'decommission',
    minutes: 15,
    after: [stepId('K-02', 'directory', account.name)],
    actions: [
      {
        text: say`Read what is left.`,
        command: command`Get-ADUser -Identity ${account.name} -Properties servicePrincipalName,'msDS-AllowedToDelegateTo',memberOf -Server ${account.controller}`,
      },
      {
        text: say`Clear its delegation list; the record of A-04 holds it.`,
        command: command`Set-ADUser -Identity ${account.name} -Clear 'msDS-AllowedToDelegateTo' -Server ${account.controller}`,
      },
      {
        text: say`Remove it from the Sync groups, from administrative groups, from policies with logon rights, and from scheduled tasks.`,
      },
    ],
    expect: [say`No SPN, no delegation, no group but ${label('Domain Users')}.`],
    failures: [
      {
        symptom: say`A right that nobody knows`,
        fix: say`Ask its owner before you remove it. The soak did not show it.`,
      },
    ],
    undo: say`Set the values that A-04 recorded.`,
    source: 'inference',
  })
}

/** Logins and Agent jobs exist per replica. */
const stripSql = (scene: Scene, sql: SqlHost, retiring: readonly OldAccount[]): PlanStep[] =>
  sql.replicas.map((replica) => stripReplica(scene, sql, replica, retiring))

const stripSqlIds = (scene: Scene): string[] =>
  scene.sqlHosts.flatMap((sql) => sql.replicas.map(({ target }) => sqlStepId(scene, 'K-03', sql, target)))

function stripReplica(scene: Scene, sql: SqlHost, replica: SqlReplica, retiring: readonly OldAccount[]): PlanStep {
  const { address } = replica
  return manualStep({
    step: 'K-03',
    target: replica.target,
    ...sqlSubject(scene, sql, replica.target),
    title: 'Remove the SQL users and logins of the old accounts',
    who: 'SQL sysadmin',
    where: 'this server, as SQL Server',
    changes: true,
    window: 'decommission',
    minutes: 15,
    after: retiring.map((account) => stepId('K-02', 'directory', account.name)),
    actions: [
      {
        text: say`Look for jobs and databases that they own. Give those another owner first.`,
        command: lines(
          ...retiring.flatMap((account) => [
            sqlcmd(address, `SELECT name FROM msdb.dbo.sysjobs WHERE SUSER_SNAME(owner_sid)=${sqlText(account.full)};`),
            sqlcmd(address, `SELECT name FROM sys.databases WHERE SUSER_SNAME(owner_sid)=${sqlText(account.full)};`),
          ]),
        ),
      },
      {
        text: say`In SQL Server Management Studio: ${label('Security')}, ${label('Logins')}. Delete ${list(retiring.map((account) => account.full))}, and the users of the same name in the MIM databases.`,
        stop: say`With the login goes the quick way back. A rollback then needs it created again.`,
      },
    ],
    expect: [say`The logins are gone. J-01 passes on each server.`],
    failures: [{ symptom: say`The login owns objects`, fix: say`Transfer them, then delete it.` }],
    undo: say`Create login and user again, with ${typed('db_owner')}.`,
    source: 'inference',
  })
}

function remove(scene: Scene, account: OldAccount): PlanStep {
  return manualStep({
    step: 'K-04',
    target: 'directory',
    subject: account.name,
    title: 'Delete the old account',
    who: 'domain admin',
    where: 'admin workstation with RSAT',
    changes: true,
    window: 'decommission',
    pointOfNoReturn: true,
    minutes: 5,
    after: [stepId('K-03', 'directory', account.name), ...stripSqlIds(scene)],
    before: [say`A second quiet time of two weeks has passed since K-02. The AD Recycle Bin is on.`],
    actions: [
      {
        text: say`Delete it.`,
        stop: say`Point of no return. After this there is no rollback to ${typed(account.full)}.`,
        command: command`Remove-ADUser -Identity ${account.name} -Server ${account.controller}`,
      },
    ],
    expect: [say`${typed('Get-ADUser')} no longer finds it.`],
    failures: [
      {
        symptom: say`Protected from accidental deletion`,
        fix: say`Somebody wanted to keep it. Ask before you clear that box.`,
      },
    ],
    undo: say`${typed('Restore-ADObject')} from the Recycle Bin, while its lifetime lasts.`,
    source: 'inference',
  })
}

function destroyKeys(scene: Scene, host: Host, retiring: readonly OldAccount[]): PlanStep {
  const sync = componentOf(host, 'SYNC')
  const old = retiring.filter((account) => sync !== undefined && account.components.includes(sync))
  return manualStep({
    step: 'K-04',
    target: host.target,
    title: 'Destroy superseded key files',
    who: 'local admin with the keeper of the safe place',
    where: 'this server, and the safe place',
    changes: true,
    window: 'decommission',
    pointOfNoReturn: true,
    minutes: 10,
    after: [
      stepId('K-01', 'directory'),
      stepId('F-08', host.target),
      ...old.map((account) => stepId('K-04', 'directory', account.name)),
    ],
    actions: [
      { text: say`Find the file of F-08 by its SHA-256. Keep it in the safe place, offline.` },
      {
        text: say`Destroy the other key files, copies included: ${list([...new Set([scene.environment.paths.keyExportFile, scene.keyFile])])}`,
        stop: say`F-08 made no file? Then keep the file of ${typed(keyStepOf(scene))}: it is the only one.`,
      },
      { text: say`Delete ${typed(scene.backup)} when nobody needs its records any more.` },
    ],
    expect: [say`One key file is left, in the safe place, with its hash.`],
    failures: [{ symptom: say`Two files, no hash known`, fix: say`Keep both. Ask who exported them.` }],
    undo: say`None. A lost key file means: every connector password must be typed again.`,
    source: 'GMSA, inference',
  })
}

function removeTrust(scene: Scene, target: string, retiring: readonly OldAccount[]): PlanStep {
  return manualStep({
    step: 'K-05',
    target,
    title: 'Remove the trust of A-08',
    who: 'local admin',
    where: target === 'directory' ? 'admin workstation with RSAT' : 'this server',
    changes: true,
    window: 'decommission',
    minutes: 5,
    after: [
      stepId('K-01', 'directory'),
      ...retiring.map((account) => stepId('K-04', 'directory', account.name)),
      ...syncHosts(scene)
        .filter((host) => host.target === target)
        .map((host) => stepId('K-04', host.target)),
    ],
    actions: [
      removeCertificate(isCoreTarget(scene, target)),
      { text: say`Have the AppLocker or App Control rule for this publisher removed.` },
      {
        text: say`Delete the unpacked bundle.`,
        command: command`Remove-Item -Path (Join-Path -Path $env:ProgramFiles -ChildPath ${`MimGmsa\\MG-*-${target}`}) -Recurse`,
      },
    ],
    expect: [say`The folder is gone. The results in ${typed('%ProgramData%\\MimGmsa')} stay.`],
    failures: [{ symptom: say`The folder is in use`, fix: say`Close the console that stands in it.` }],
    undo: say`A-08 installs it again.`,
    source: 'house rule',
  })
}

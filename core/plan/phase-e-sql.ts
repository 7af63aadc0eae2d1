import { sqlStepId, sqlSubject } from './phase-b.ts'
import type { PlanStep } from './plan.ts'
import type { Scene, SqlHost, SqlReplica } from './scene.ts'
import { automatedStep, stepId, undoByRunner } from './step.ts'
import { lines, list, say, sqlcmd, sqlName, sqlText, typed } from './text.ts'

/** E-04: logins of the managed accounts. Logins do not travel with databases, so each replica of a group gets its own. */
export const sqlLogins = (scene: Scene): PlanStep[] =>
  scene.sqlHosts.flatMap((sql) => {
    if (rowsOf(scene, sql).length === 0) return []
    const group = sql.instance.availabilityGroup !== null
    return [...(group ? sql.replicas.map((replica) => replicaLogins(scene, sql, replica)) : []), users(scene, sql)]
  })

/** The step after which every login and user of an instance exists. */
export function loginStepId(scene: Scene, sql: SqlHost): string {
  if (sql.instance.availabilityGroup === null) return sqlStepId(scene, 'E-04', sql)
  return stepId('E-04', sql.target, sql.instance.address)
}

interface Row {
  readonly Account: string
  readonly Database: string
  /** Bare name. */
  readonly name: string
}

const rowsOf = (scene: Scene, sql: SqlHost): Row[] =>
  sql.instance.databases.flatMap((database) =>
    scene.accounts
      .filter((account) => account.components.some((part) => part.component === database.component))
      .map((account) => ({ Account: account.full, Database: database.name, name: account.name })),
  )

const loginStatement = (account: string): string =>
  `IF SUSER_ID(${sqlText(account)}) IS NULL CREATE LOGIN ${sqlName(account)} FROM WINDOWS;`

const FAILURES = [
  {
    symptom: say`${typed('Windows NT user or group not found')}`,
    fix: say`D-05 has not reached the domain controller that SQL Server asks. Wait for replication.`,
  },
  {
    symptom: say`Permission was denied`,
    fix: say`The rights of a sysadmin are needed, or securityadmin and db_owner together.`,
  },
]

/** With a machine that two groups share, the subject tells their steps apart. */
function replicaSubject(scene: Scene, sql: SqlHost, target: string): string | null {
  const given = sqlSubject(scene, sql, target)
  return 'subject' in given ? `${given.subject}.logins` : null
}

const replicaStepId = (scene: Scene, sql: SqlHost, { target }: SqlReplica): string =>
  stepId('E-04', target, replicaSubject(scene, sql, target))

function replicaLogins(scene: Scene, sql: SqlHost, replica: SqlReplica): PlanStep {
  const rows = rowsOf(scene, sql)
  const accounts = [...new Set(rows.map((row) => row.Account))]
  const subject = replicaSubject(scene, sql, replica.target)
  return automatedStep({
    step: 'E-04',
    target: replica.target,
    ...(subject === null ? {} : { subject }),
    title: 'SQL logins on this replica',
    who: 'SQL sysadmin',
    where: 'this server, as SQL Server',
    changes: true,
    window: 'directory',
    minutes: 5,
    after: [stepId('A-08', replica.target), ...rows.map((row) => stepId('D-05', 'directory', row.name))],
    stop: say`The runner connects to this replica itself, not to ${typed(sql.instance.address)}. A replica without these logins stops MIM at the next failover, and nothing shows it before.`,
    runs: lines(...accounts.map((account) => sqlcmd(replica.address, loginStatement(account)))),
    expect: [say`${typed('Changed')}. On this replica there are logins for ${list(accounts)}.`],
    failures: FAILURES,
    undo: say`After the undo of the database users: ${undoByRunner(replicaStepId(scene, sql, replica))}`,
    source: 'SEED, SQL16',
    parameters: {
      code: 'E-04',
      values: { Instance: replica.address, Logins: accounts.map((Account) => ({ Account, Database: '' })) },
    },
  })
}

function users(scene: Scene, sql: SqlHost): PlanStep {
  const { address, availabilityGroup } = sql.instance
  const rows = rowsOf(scene, sql)
  const group = availabilityGroup !== null
  return automatedStep({
    step: 'E-04',
    target: sql.target,
    ...(group ? { subject: address } : sqlSubject(scene, sql)),
    title: group ? 'Database users of the managed accounts' : 'SQL logins of the managed accounts',
    who: 'SQL sysadmin',
    where: group ? 'this server; the listener leads to the primary replica' : 'this server, as SQL Server',
    changes: true,
    window: 'directory',
    minutes: 5,
    after: [
      stepId('A-08', sql.target),
      ...rows.map((row) => stepId('D-05', 'directory', row.name)),
      ...(group ? sql.replicas.map((replica) => replicaStepId(scene, sql, replica)) : []),
    ],
    runs: lines(
      ...rows.flatMap((row) => [
        sqlcmd(address, loginStatement(row.Account)),
        sqlcmd(
          address,
          `USE ${sqlName(row.Database)}; IF USER_ID(${sqlText(row.Account)}) IS NULL CREATE USER ${sqlName(row.Account)} FOR LOGIN ${sqlName(row.Account)}; ALTER ROLE db_owner ADD MEMBER ${sqlName(row.Account)};`,
        ),
      ]),
    ),
    expect: rows.map((row) => say`${typed(row.Account)} is ${typed('db_owner')} of ${typed(row.Database)}.`),
    failures: FAILURES,
    undo: undoByRunner(loginStepId(scene, sql)),
    source: 'SEED, SQL16',
    parameters: {
      code: 'E-04',
      values: { Instance: address, Logins: rows.map(({ Account, Database }) => ({ Account, Database })) },
    },
  })
}

import { sqlSubject } from './phase-b.ts'
import type { PlanStep } from './plan.ts'
import { runs, type Scene, type SqlHost } from './scene.ts'
import { manualStep, stepId } from './step.ts'
import { list, say, sqlcmd, typed } from './text.ts'

/** J-09: an availability group moves to each of its replicas and back; MIM follows. */
export const failovers = (scene: Scene): PlanStep[] =>
  scene.sqlHosts
    .filter((sql) => sql.instance.availabilityGroup !== null && sql.replicas.length > 1)
    .map((sql) => failover(scene, sql))

function failover(scene: Scene, sql: SqlHost): PlanStep {
  const { address, databases } = sql.instance
  const keys = databases.map((database) => database.component)
  const hosts = scene.hosts.filter((host) => runs(host, ...keys))
  const checked = hosts.filter((host) => !host.standby)
  return manualStep({
    step: 'J-09',
    target: sql.target,
    ...sqlSubject(scene, sql),
    title: 'Failover of the availability group, and back',
    who: 'SQL sysadmin, with the operators of the MIM servers',
    where: 'SQL Server Management Studio',
    changes: true,
    window: 'checks',
    outage: true,
    minutes: 15,
    after: checked.map((host) => stepId('J-01', host.target)),
    before: [say`No run profile is active. Both replicas are synchronised.`],
    actions: [
      {
        text: say`Read where the databases are now, and the name of the group.`,
        command: sqlcmd(address, 'SELECT @@SERVERNAME AS [Primary]; SELECT name FROM sys.availability_groups;'),
      },
      { text: say`Fail the group over to the next replica: ${list(sql.replicas.map((replica) => replica.address))}.` },
      {
        text: say`Wait five minutes. Have the check of J-01 repeated on ${list(checked.map((host) => host.target))}.`,
      },
      { text: say`Repeat for each other replica. Fail back to the first one.` },
    ],
    expect: [say`MIM services run on each replica. Nobody had to start anything.`],
    failures: [
      {
        symptom: say`Login failed on one replica`,
        fix: say`${typed('E-04')} is missing there. Fail back, create the logins on that replica, try again.`,
      },
      {
        symptom: say`A service stops`,
        fix: say`Start it. It must reconnect by itself the next time; tell the change lead if not.`,
      },
    ],
    undo: say`Fail back to the first replica.`,
    source: 'SQL16, inference',
  })
}

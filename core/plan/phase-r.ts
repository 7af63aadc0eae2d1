import type { Component } from '#core/environment/environment.ts'
import { openManager } from './consoles.ts'
import { identitiesOf } from './identities.ts'
import { type Draft, written } from './outline.ts'
import { sqlStepId, sqlSubject } from './phase-b.ts'
import { spnMoveId, spnMoves } from './phase-d-names.ts'
import { standbyRollbacks } from './phase-f-standby.ts'
import { pamPage } from './phase-i-wizard.ts'
import type { Action, PlanStep } from './plan.ts'
import {
  PAM_PARTS,
  type PamPartKey,
  portalTitle,
  SERVICES,
  SITES,
  serviceName,
  WEB_PARTS,
  type WebPartKey,
} from './products.ts'
import {
  componentOf,
  type Host,
  hostsOf,
  isPooled,
  keyStepOf,
  oldName,
  runs,
  type Scene,
  type SqlHost,
  syncHosts,
} from './scene.ts'
import { manualStep, stepId, verifiedStep } from './step.ts'
import { command, label, lines, list, say, sqlcmd, sqlName, sqlText, typed } from './text.ts'
import { startServiceInstaller, syncWizard } from './wizards.ts'

/** Rollback: the old account, its SPNs, the newest key. Valid until K-04. */
export function phaseR(scene: Scene): Draft[] {
  return [
    ...syncHosts(scene).map((host) => () => sync(scene, host)),
    ...written(standbyRollbacks(scene)),
    ...hostsOf(scene, 'SVC').map((host) => () => service(scene, host)),
    ...hostsOf(scene, ...WEB_PARTS, ...PAM_PARTS).map((host) => () => portals(scene, host)),
    ...scene.sqlHosts.map((sql) => () => everything(scene, sql)),
  ]
}

const recordsOf = (components: readonly Component[]): string[] =>
  components.map((component) => stepId('A-04', 'directory', component.oldAccount.name))

/** The domain admin undoes D-07 at the workstation; the records of the moves are there. */
function namesBack(scene: Scene, ...keys: readonly string[]): Action[] {
  const moves = spnMoves(scene).filter((move) => keys.includes(move.component.component))
  if (moves.length === 0) return []
  return [
    {
      text: say`Ask the domain admin to give the SPNs back, at the admin workstation.`,
      command: lines(...moves.map((move) => command`.\Start-Runbook.ps1 -Undo ${spnMoveId(move)}`)),
    },
  ]
}

function sync(scene: Scene, host: Host): PlanStep {
  const component = componentOf(host, 'SYNC')
  const file = scene.keyFile
  const name = serviceName('SYNC')
  return verifiedStep({
    step: 'R-01',
    target: host.target,
    title: 'Rollback of Sync to the old account',
    who: 'local admin with rights on the Sync database',
    where: 'this server',
    changes: true,
    outage: true,
    minutes: 45,
    after: [stepId(keyStepOf(scene), host.target), ...recordsOf(component ? [component] : [])],
    before: [
      say`Old account, login and groups still exist and are enabled.`,
      say`The password of ${typed(component ? oldName(component) : '')} lies beside you.`,
    ],
    actions: [
      { text: say`Stop the service.`, command: command`Stop-Service -Name ${name}` },
      ...namesBack(scene, 'SYNC'),
      ...syncWizard(
        host,
        { name: component?.oldAccount.name ?? '', netbios: component?.oldAccount.domain ?? '' },
        'typed',
      ),
      { text: say`The key set: ${label('Yes')}. Select ${typed(file)}, by its SHA-256. Click ${label('Finish')}.` },
      { text: say`${openManager(scene, host)}. Run ${label('Delta Import')} on one agent.` },
    ],
    expect: [
      say`${typed(name)} runs as ${typed(component ? oldName(component) : '')}. The run ends with ${typed('success')}.`,
    ],
    failures: [
      {
        symptom: say`The wizard cannot go on`,
        fix: say`Uninstall, install the same build on the existing database, supply the key, apply the hotfix, copy ${typed('Extensions')} and the configuration back from B-03.`,
      },
      {
        symptom: say`The MIM MA fails`,
        fix: say`Clear ${label('Use MIMSync Account')}; type the account that G-07 wrote down.`,
      },
    ],
    undo: say`F-01 to F-04 convert again.`,
    source: 'GMSA, inference',
    parameters: { code: 'R-01', values: identitiesOf(scene, host, 'old', ['SYNC']) },
  })
}

function service(scene: Scene, host: Host): PlanStep {
  const component = componentOf(host, 'SVC')
  const name = serviceName('SVC')
  return verifiedStep({
    step: 'R-02',
    target: host.target,
    title: 'Rollback of the MIM Service to the old account',
    who: 'local admin with rights on the MIM Service database',
    where: 'this server',
    changes: true,
    outage: true,
    minutes: 30,
    after: recordsOf(component ? [component] : []),
    before: [say`The password of ${typed(component ? oldName(component) : '')} lies beside you.`],
    actions: [
      ...(isPooled(scene, 'SVC')
        ? [
            {
              text: say`Take this node out of the load balancer. All nodes go back together: one SPN, one identity.`,
            },
          ]
        : []),
      { text: say`Stop the service.`, command: command`Stop-Service -Name ${name}` },
      ...namesBack(scene, 'SVC', ...SITES.filter((key) => runs(host, key))),
      {
        text: say`Start the installer from an elevated console. Click ${label('Next')}, ${label('Change')}. Change nothing in the tree of features.`,
        stop: say`${label('Remove')} stands on the same page. Remove uninstalls. Re-use the existing database, never create one.`,
        command: startServiceInstaller(`${scene.backup}\\svc-rollback.log`),
      },
      {
        text: say`The mail page: clear ${label('Use Group Managed Service Account')}, or ${label('Use different user for Exchange (for managed accounts)')}.`,
      },
      {
        text: say`Account page: type ${typed(component?.oldAccount.name ?? '')}, its password, domain ${typed(component?.oldAccount.domain ?? '')}`,
      },
      {
        text: say`MIM Management Agent account: type what G-01 recorded as ${typed('SynchronizationAccount')}. Other pages: keep their values.`,
      },
      ...(runs(host, ...WEB_PARTS, ...PAM_PARTS)
        ? [{ text: say`Portal and PAM pages of this wizard: follow R-03 now, before ${label('Install')}.` }]
        : []),
      { text: say`Click ${label('Install')}, then ${label('Finish')}. Restart IIS.`, command: 'iisreset.exe' },
    ],
    expect: [
      say`${typed(name)} runs as ${typed(component ? oldName(component) : '')}; ports ${typed('5725')} and ${typed('5726')} answer.`,
    ],
    failures: [
      {
        symptom: say`Portals ask for a login`,
        fix: say`SPNs or delegation are not back. Compare with the record of A-04; purge tickets.`,
      },
      {
        symptom: say`Error ${typed('1603')}`,
        fix: say`Search the log for ${typed('Return value 3')}. Not mended in time: R-04.`,
      },
    ],
    undo: say`G-01 to G-09 convert again.`,
    source: 'GMSA, XDSC, inference',
    parameters: { code: 'R-02', values: identitiesOf(scene, host, 'old', ['SVC']) },
  })
}

function portals(scene: Scene, host: Host): PlanStep {
  const parts = [...WEB_PARTS, ...PAM_PARTS].flatMap((key) => {
    const component = componentOf(host, key)
    return component ? [{ key, component }] : []
  })
  const passwordPortals = runs(host, ...WEB_PARTS)
  const same = runs(host, 'SVC')
  return verifiedStep({
    step: 'R-03',
    target: host.target,
    title: passwordPortals ? 'Rollback of the password portals' : 'Rollback of the parts of PAM',
    who: 'local admin',
    where: 'this server',
    changes: true,
    outage: true,
    minutes: 15,
    after: recordsOf(parts.map(({ component }) => component)),
    before: [say`The passwords of ${list(parts.map(({ component }) => oldName(component)))} lie beside you.`],
    actions: [
      ...(same ? [] : namesBack(scene, ...SITES.filter((key) => runs(host, key)))),
      same
        ? { text: say`Stay in the wizard of R-02, on the pages of the portals.` }
        : {
            text: say`Start the installer from an elevated console. Click ${label('Next')}, ${label('Change')}. Change nothing in the tree of features.`,
            command: startServiceInstaller(`${scene.backup}\\sspr-rollback.log`),
          },
      ...parts.map(({ key, component }) => ({
        text: say`Page ${label(pageOf(key))}: type ${typed(oldName(component))} and its password. Keep host name and port.`,
      })),
      ...(passwordPortals
        ? [
            {
              text: say`On the server of the MIM Service, type the same names on ${label('Enter Information for MIM Password Portals')} (H-03).`,
            },
          ]
        : []),
      { text: say`Click ${label('Install')}, then ${label('Finish')}. Restart IIS.`, command: 'iisreset.exe' },
    ],
    expect: [
      passwordPortals
        ? say`The pools run as the old accounts and are ${typed('Started')}. A test reset works.`
        : say`Pool and services run as the old accounts. A test elevation works.`,
    ],
    failures: [
      passwordPortals
        ? {
            symptom: say`Registration says access denied`,
            fix: say`The MIM Service still knows the managed account. Run its wizard once more.`,
          }
        : {
            symptom: say`A service does not start`,
            fix: say`Its password was typed wrongly. Run the wizard once more.`,
          },
    ],
    undo: passwordPortals ? say`H-01 to H-03 convert again.` : say`I-01 converts again.`,
    source: 'GMSA, inference',
    parameters: { code: 'R-03', values: identitiesOf(scene, host, 'old', [...WEB_PARTS, ...PAM_PARTS]) },
  })
}

function pageOf(key: WebPartKey | PamPartKey): string {
  return key === 'REG' || key === 'RST' ? `Configure ${portalTitle(key)}` : pamPage(key)
}

function everything(scene: Scene, sql: SqlHost): PlanStep {
  const { address, backupFolder, databases } = sql.instance
  const folder = backupFolder.replace(/\\+$/, '')
  const withSync = hostsOf(scene, 'SYNC').length > 0
  const services = SERVICES.filter((key) => hostsOf(scene, key).length > 0).map(serviceName)
  return manualStep({
    step: 'R-04',
    target: sql.target,
    ...sqlSubject(scene, sql),
    title: withSync ? 'Total rollback: databases and key together' : 'Total rollback: the databases',
    who: 'SQL sysadmin, and local admin on each MIM server',
    where: 'this server, as SQL Server',
    changes: true,
    outage: true,
    minutes: 120,
    after: [sqlStepId(scene, 'B-01', sql), ...syncHosts(scene).map((host) => stepId(keyStepOf(scene), host.target))],
    before: [
      say`The rollback owner has decided it. The other rollback steps did not suffice.`,
      ...(withSync
        ? [
            say`The key file of ${typed(keyStepOf(scene))} is at hand. A database without its key loses every connector password.`,
          ]
        : []),
    ],
    actions: [
      { text: say`On the MIM servers, stop ${list(services)}.` },
      ...(sql.instance.availabilityGroup === null
        ? []
        : [
            {
              text: say`Take the databases out of the availability group. After the restore they join it again, and the other replicas are seeded anew.`,
            },
          ]),
      {
        text: say`Restore the databases of B-01.`,
        stop: say`Everything that MIM did since B-01 is lost. Exports to other systems stay as they are.`,
        command: lines(
          ...databases.flatMap(({ component, name }) => [
            sqlcmd(address, `ALTER DATABASE ${sqlName(name)} SET SINGLE_USER WITH ROLLBACK IMMEDIATE;`),
            sqlcmd(
              address,
              `RESTORE DATABASE ${sqlName(name)} FROM DISK=${sqlText(`${folder}\\${name}.bak`)} WITH REPLACE, CHECKSUM${component === 'SVC' ? ', ENABLE_BROKER' : ''}; ALTER DATABASE ${sqlName(name)} SET MULTI_USER;`,
            ),
          ]),
        ),
      },
      {
        text: say`Each server has the build with which B-01 was made? Otherwise install it first, with the media of that build.`,
      },
      ...(withSync
        ? [
            { text: say`Now R-01 with the key of ${typed(keyStepOf(scene))}, then the other rollback steps.` },
            { text: say`Before schedules go on: run a full import on each agent, look at the pending exports.` },
          ]
        : [{ text: say`Now R-02, then the other rollback steps.` }]),
    ],
    expect: [say`The checks of part J pass on the old accounts.`],
    failures: [
      {
        symptom: say`The restore says that the database is in use`,
        fix: say`A service still runs. Stop it, restore again.`,
      },
      {
        symptom: say`The build of the database is newer than the program`,
        fix: say`The program must have the build of the database. Install it.`,
      },
    ],
    undo: say`None. Begin again with the conversion when the cause is known.`,
    source: 'GMSA, UP2, inference',
  })
}

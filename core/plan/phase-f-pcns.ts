import { spnMoveIds } from './phase-d-names.ts'
import type { PlanStep } from './plan.ts'
import type { Scene } from './scene.ts'
import { directoryStep } from './step.ts'
import { syncReady } from './stops.ts'
import { command, lines, say, typed } from './text.ts'

/** F-06: domain controllers must find the new holder of the SPN; nothing is installed on them. */
export function passwordChangeNotification(scene: Scene): PlanStep[] {
  const { inUse, targetServicePrincipalName: name } = scene.environment.passwordChangeNotification
  const account = scene.accounts.find((candidate) => candidate.components.some((part) => part.component === 'SYNC'))
  if (!inUse || !account) return []
  return [
    directoryStep(
      account.reachable,
      {
        step: 'F-06',
        target: 'directory',
        title: 'Password changes reach Sync again',
        who: 'domain admin',
        where: 'admin workstation; then each domain controller with PCNS',
        changes: false,
        window: 'conversion',
        minutes: 10,
        after: [...syncReady(scene), ...spnMoveIds(scene, 'SYNC')],
        first: [
          {
            text: say`On each domain controller with PCNS, read the target. Its SPN is ${typed(name)}`,
            command:
              "& (Join-Path -Path $env:ProgramFiles -ChildPath 'Microsoft Password Change Notification\\pcnscfg.exe') list",
          },
          {
            text: say`There, discard the old tickets: PCNS runs as Local System.`,
            command: 'klist.exe -li 0x3e7 purge',
          },
        ],
        runs: lines(command`setspn.exe -F -Q ${name}`),
        last: [
          {
            text: say`Change the password of a test user. Wait two minutes. Read the Application log of that domain controller.`,
          },
        ],
        expect: [
          say`${typed(name)} has one holder: ${typed(account.full)}.`,
          say`No event ${typed('6025')} follows the change of the test password.`,
        ],
        failures: [
          {
            symptom: say`Event ${typed('6025')}`,
            fix: say`The SPN is missing, held twice, not the full name, or a clock is off. Check D-07 and A-06.`,
          },
          {
            symptom: say`Another SPN in the target`,
            fix: say`STOP. The environment is wrong; correct it there, and D-07 with it.`,
          },
        ],
        undo: say`The undo of D-07 gives the SPN back.`,
        source: 'PCNSDOC, PWD',
        parameters: { code: 'F-06', values: { ServicePrincipalName: name, Account: account.name } },
      },
      [say`${typed(name)} has one holder: ${typed(account.full)}.`],
      say`Back by the undo of D-07.`,
    ),
  ]
}

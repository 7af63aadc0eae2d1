import { usesLabShortcut } from '#core/environment/describe.ts'
import type { Action, PlanStep } from './plan.ts'
import type { Scene } from './scene.ts'
import { automatedStep, readOnly, stepId } from './step.ts'
import { lines, say, typed } from './text.ts'

const LAB_COMMAND = 'Add-KdsRootKey -EffectiveTime ((Get-Date).AddHours(-10))'
const PRODUCTION_COMMAND = 'Add-KdsRootKey -EffectiveImmediately'

/** D-01 only when somebody has looked and found no key. "Unknown" never makes a second key. */
export function rootKey(scene: Scene): PlanStep[] {
  if (scene.environment.forest.kdsRootKeys.status !== 'absent') return []
  const lab = usesLabShortcut(scene.environment)
  return [
    automatedStep({
      step: 'D-01',
      target: 'directory',
      title: 'Create the KDS root key of the forest',
      who: 'enterprise admin',
      where: 'a writable domain controller of the forest root domain',
      changes: true,
      window: 'directory',
      minutes: 2,
      after: [stepId('A-05', 'directory'), stepId('A-06', 'directory'), stepId('A-07', 'directory')],
      stop: say`Once per forest. Never run ${typed('Add-KdsRootKey')} bare: that key counts from ten days on only.`,
      runs: lab ? LAB_COMMAND : PRODUCTION_COMMAND,
      first: [
        {
          text: say`Look once more. The answer must be empty.`,
          command: 'Get-KdsRootKey | Select-Object -Property KeyId,CreationTime,EffectiveTime',
        },
      ],
      expect: [
        say`${typed('Get-KdsRootKey')} shows one row. Event ${typed('4004')} stands in ${typed('Microsoft-Windows-KdsSvc/Operational')}.`,
      ],
      failures: [
        { symptom: say`A key is already there`, fix: say`Add none. Skip D-01 and go on with D-02.` },
        {
          symptom: say`Access is denied`,
          fix: say`Sign in as enterprise admin, on a domain controller of the root domain.`,
        },
      ],
      undo: say`None. Never delete a root key: the next password roll of every managed account would fail.`,
      source: 'PSD, PREP',
      parameters: { code: 'D-01', values: { LabShortcut: lab ? 'yes' : 'no' } },
    }),
  ]
}

/** The gate of ten hours: domain controllers refuse a key that may not have replicated yet. */
export function waitForRootKey(scene: Scene): PlanStep {
  const { status } = scene.environment.forest.kdsRootKeys
  const lab = usesLabShortcut(scene.environment)
  const created = status === 'absent'
  const look: Action = {
    text: say`Read the keys of the forest.`,
    command: 'Get-KdsRootKey | Select-Object -Property KeyId,CreationTime,EffectiveTime',
  }
  const ask: Action = {
    text: say`Nobody has told whether a key exists. Ask an administrator of the forest root domain to run the next line there.`,
    stop: say`Never create a key on suspicion. No key there? STOP: write "absent" in the environment and have it approved again.`,
  }
  return automatedStep({
    step: 'D-02',
    target: 'directory',
    title: 'Gate: the KDS root key is old enough',
    who: status === 'unknown' ? 'administrator of the forest root domain' : 'domain admin',
    where: 'a domain controller',
    changes: false,
    window: 'directory',
    minutes: 3,
    waitMinutes: created && !lab ? 600 : 0,
    after: [
      stepId('A-05', 'directory'),
      stepId('A-06', 'directory'),
      ...(created ? [stepId('D-01', 'directory')] : []),
    ],
    first: status === 'unknown' ? [ask, look] : [look],
    runs: lines(
      'Get-KdsRootKey | Select-Object -Property KeyId,CreationTime,EffectiveTime',
      'Test-KdsRootKey -KeyId (Get-KdsRootKey | Sort-Object -Property EffectiveTime | Select-Object -First 1).KeyId',
    ),
    expect: [
      lab
        ? say`One key is in effect since ten hours or more. A back-dated lab key passes at once.`
        : say`One key is in effect since ten hours or more, and was created ten hours ago or earlier.`,
    ],
    failures: [
      { symptom: say`Too young`, fix: say`Wait. Nothing else helps; a second key would begin the wait again.` },
      {
        symptom: say`Failures in A-06`,
        fix: say`The key has not reached every domain controller. Mend replication first.`,
      },
    ],
    undo: readOnly,
    source: 'PSD',
    parameters: { code: 'D-02', values: { MinimumAgeHours: '10', LabShortcut: lab ? 'yes' : 'no' } },
  })
}

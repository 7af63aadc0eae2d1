import { installedPrograms, openManager } from './consoles.ts'
import { portalAddress } from './names.ts'
import type { Draft } from './outline.ts'
import { updateIds, updates } from './phase-c-update.ts'
import type { PlanStep } from './plan.ts'
import { type Host, hostsOf, type Scene, syncHosts } from './scene.ts'
import { automatedStep, manualStep, readOnly, stepId } from './step.ts'
import { label, say, typed } from './text.ts'

/** .NET Framework 4.6, the least that MIM 2016 SP2 wants (reference: VH). */
const MINIMUM_DOTNET = '393295'

/** Software level. The route `current` keeps all builds; the others update first. */
export function phaseC(scene: Scene): Draft[] {
  return [
    ...scene.hosts.map((host) => () => prerequisites(host)),
    ...updates(scene),
    ...syncHosts(scene).map((host) => () => smokeTestSync(scene, host)),
    ...(hostsOf(scene, 'SVC').length > 0 ? [() => smokeTestClient(scene)] : []),
  ]
}

function prerequisites(host: Host): PlanStep {
  return automatedStep({
    step: 'C-01',
    target: host.target,
    title: 'Prerequisites of the installer',
    who: 'local admin',
    where: 'this server',
    changes: false,
    minutes: 3,
    after: [stepId('A-08', host.target)],
    runs: "(Get-ItemProperty -LiteralPath 'HKLM:\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full').Release",
    last: [
      {
        text: say`Read the list of installed programs. It shows ${label('Microsoft Visual C++ 2013 Redistributable (x64)')}.`,
        command: installedPrograms('Visual C\\+\\+ 2013'),
      },
    ],
    expect: [say`The number is ${typed(MINIMUM_DOTNET)} or higher: .NET Framework 4.6 or newer.`],
    failures: [
      {
        symptom: say`Lower, or Visual C++ 2013 is missing`,
        fix: say`Install it some days before the window. It may want a reboot.`,
      },
    ],
    undo: readOnly,
    source: 'VH, UP2',
    parameters: { code: 'C-01', values: { MinimumDotNetRelease: MINIMUM_DOTNET } },
  })
}

const NEVER_BROKEN = say`Never convert a system that was already broken. Mend it first, then begin again here.`

function smokeTestSync(scene: Scene, host: Host): PlanStep {
  return manualStep({
    step: 'C-05',
    target: host.target,
    title: 'Smoke test on the old account',
    who: 'member of the Sync operators group',
    where: 'this server',
    changes: false,
    minutes: 20,
    after: [stepId('A-01', host.target), ...updateIds(scene)],
    actions: [
      { text: say`${openManager(scene, host)}, page ${label('Operations')}.` },
      { text: say`Run one delta import on each management agent.` },
      { text: say`Write down agents that already fail today: ____________` },
    ],
    expect: [say`Column ${label('Status')} shows ${typed('success')} for each agent.`],
    failures: [{ symptom: say`An agent fails`, fix: NEVER_BROKEN }],
    undo: readOnly,
    source: 'GMSA, inference',
  })
}

function smokeTestClient(scene: Scene): PlanStep {
  const withReset = hostsOf(scene, 'RST').length > 0
  return manualStep({
    step: 'C-05',
    target: 'client',
    title: 'Smoke test of the portals on the old accounts',
    who: 'ordinary test user',
    where: 'client in the domain',
    changes: false,
    minutes: 15,
    after: updateIds(scene),
    actions: [
      { text: say`Open the MIM Portal as users do: ${typed(portalAddress(scene))}` },
      { text: say`Send one request that needs an approval. Approve it as the approver.` },
      ...(withReset ? [{ text: say`Register a test user for password reset. Then reset that password.` }] : []),
    ],
    expect: [say`The portal opens without a login prompt. Each request ends as ${typed('Completed')}.`],
    failures: [{ symptom: say`Something fails`, fix: NEVER_BROKEN }],
    undo: readOnly,
    source: 'GMSA, inference',
  })
}

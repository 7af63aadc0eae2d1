import { grantPrivateKeys, grantRemoteManagement } from './consoles.ts'
import type { Action, PlanStep } from './plan.ts'
import { accountOf, accountsOn, componentOf, type Host, hostsOf, type Scene } from './scene.ts'
import { manualStep, stepId } from './step.ts'
import { label, say, typed } from './text.ts'

/** E-05: password reset lets the MIM Service call WMI on the Sync server. */
export function remoteManagement(scene: Scene): PlanStep[] {
  const service = scene.accounts.find((account) => account.components.some((part) => part.component === 'SVC'))
  const resets = scene.environment.confirmations.ssprResetsPasswords !== 'no' && hostsOf(scene, 'RST').length > 0
  if (!service || !resets) return []
  const old = service.components.find((part) => part.component === 'SVC')?.oldAccount.name ?? ''
  return hostsOf(scene, 'SYNC').map((host) =>
    manualStep({
      step: 'E-05',
      target: host.target,
      title: 'WMI and DCOM for the MIM Service',
      who: 'local admin',
      where: 'this server',
      changes: true,
      window: 'directory',
      minutes: 15,
      after: [stepId('D-05', 'directory', service.name)],
      actions: [
        ...grantRemoteManagement(host, old, service.full),
        {
          text: say`Read the firewall rules of WMI. They are on.`,
          command:
            "Get-NetFirewallRule -Group '@FirewallAPI.dll,-34251' | Select-Object -Property DisplayName,Enabled,Profile",
        },
      ],
      expect: [say`The managed account has what the old account has. J-05 proves it with a real reset.`],
      failures: [
        {
          symptom: say`The old account is not listed`,
          fix: say`It had its rights through a group, often the Sync groups. D-06 gives them; change nothing here.`,
        },
      ],
      undo: say`Remove ${typed(service.full)} from the same three places.`,
      source: 'TechNet hh824694',
    }),
  )
}

/** E-07: what only the old account can open must be made anew or granted. */
export function dataOfTheIdentity(scene: Scene, host: Host): PlanStep {
  const { identityBoundData, identityBoundItems } = scene.environment.confirmations
  const accounts = accountsOn(scene, host).map((account) => account.full)
  const known: Action[] = identityBoundItems.map((item) => ({ text: say`Handle: ${typed(item)}` }))
  const sync = componentOf(host, 'SYNC')
  return manualStep({
    step: 'E-07',
    target: host.target,
    title: 'Data that only the old account can open',
    who: 'local admin with the owners of connectors and workflows',
    where: 'this server',
    changes: true,
    window: 'directory',
    minutes: identityBoundData === 'no' ? 10 : 45,
    after: accountsOn(scene, host).map((account) => stepId('D-05', 'directory', account.name)),
    actions: [
      {
        text: say`Look for saved credentials: files made with ${typed('Export-Clixml')}, DPAPI blobs in scripts of connectors and workflows.`,
      },
      ...grantPrivateKeys(host, accounts),
      {
        text: say`Look for certificates and settings in the old account's own profile: ${label('Current User')} store, ${typed('HKCU')}.`,
      },
      ...(sync
        ? [
            {
              text: say`Connectors with Windows sign-in to databases or shares: grant ${typed(accountOf(scene, sync).full)} there.`,
            },
          ]
        : []),
      ...known,
      {
        text: say`What cannot be granted must be made anew as the new account, after the conversion. Write it down: ____________`,
      },
    ],
    expect: [
      identityBoundData === 'no'
        ? say`The environment says there is none. This search agrees.`
        : say`Each item is granted, or stands on the list for after the conversion.`,
    ],
    failures: [
      {
        symptom: say`Something has no owner`,
        fix: say`STOP before any service stops. After the conversion nobody can open it but the old account.`,
      },
    ],
    undo: say`Remove the rights that were granted.`,
    source: 'house rule (field experience)',
  })
}

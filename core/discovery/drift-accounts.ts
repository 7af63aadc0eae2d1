import { sameName } from '#core/environment/describe.ts'
import { pointer } from '#core/environment/pointer.ts'
import { duplicateNames } from './account-claims.ts'
import type { DriftItem } from './drift-report.ts'
import { driftRule } from './drift-rules.ts'
import { accountOf, isManaged, runningAccounts, type Scene } from './scene.ts'

/** Services that run as a managed account already, and names that two objects hold. */
export function accountDrift(scene: Scene): DriftItem[] {
  return scene.environment.components.flatMap((component, index) => {
    const key = component.component.toLowerCase()
    const own = component.managedAccount.name
    const accounts = runningAccounts(scene, component.component).flatMap(({ text, source }): DriftItem[] => {
      const account = accountOf(scene, text)
      if (!account || !isManaged(account)) return []
      const isPlanned = sameName(account.name, `${own}$`)
      return [
        {
          ...driftRule(['components', key, 'oldAccount']),
          severity: isPlanned ? 'information' : 'blocks',
          steps: [...driftRule(['components', key, 'oldAccount']).steps],
          path: pointer('components', index, 'oldAccount'),
          entry: null,
          approved: component.oldAccount,
          found: account,
          meaning: isPlanned
            ? 'The service runs as its new account already.'
            : 'The service runs as a managed account that is not the planned one.',
          sources: [source],
        },
      ]
    })
    return [...accounts, ...duplicates(scene, index)]
  })
}

function duplicates(scene: Scene, index: number): DriftItem[] {
  const planned = scene.environment.components[index]?.servicePrincipalNames ?? []
  return duplicateNames(scene).flatMap(({ names, source }): DriftItem[] => {
    const own = names.filter((name) => planned.some((other) => sameName(other, name)))
    if (own.length === 0) return []
    return [
      {
        severity: 'blocks',
        path: pointer('components', index, 'servicePrincipalNames'),
        entry: null,
        approved: [...planned],
        found: own,
        steps: ['D-07', 'J-06'],
        meaning: 'Two objects of the forest hold these names; Kerberos fails for them, before and after.',
        sources: [source],
      },
    ]
  })
}

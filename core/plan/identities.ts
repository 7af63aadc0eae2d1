import type { ComponentKey } from '#core/environment/vocabulary.ts'
import type { HostIdentities } from '#core/settings/step-parameters.ts'
import { portalFolder, SERVICES, SITES, serviceName } from './products.ts'
import { accountOf, componentOf, type Host, oldName, type Scene } from './scene.ts'

/**
 * Services and sites of a host as the runner checks them, with their new accounts or with the old ones of a rollback; all parts of the host,
 * or only those named.
 */
export function identitiesOf(
  scene: Scene,
  host: Host,
  which: 'new' | 'old',
  only: readonly ComponentKey[] = [...SERVICES, ...SITES],
): HostIdentities {
  const rowsOf = <K extends ComponentKey>(keys: readonly K[]) =>
    keys.flatMap((key) => {
      const component = only.includes(key) ? componentOf(host, key) : undefined
      if (!component) return []
      return [{ key, Account: which === 'new' ? accountOf(scene, component).full : oldName(component) }]
    })
  return {
    Services: rowsOf(SERVICES).map(({ key, Account }) => ({
      Name: serviceName(key),
      Account,
      // A bastion at level 2016 may not need the component service of PAM; a standby must never run.
      Rests:
        key === 'PAMCOMP' ? ('may' as const) : key === 'SYNC' && host.standby ? ('must' as const) : ('no' as const),
    })),
    Sites: rowsOf(SITES).map(({ key, Account }) => ({ Component: key, PathEnd: portalFolder(key), Account })),
  }
}

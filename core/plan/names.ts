import { serviceAddress } from '#core/environment/describe.ts'
import { componentOf, hostsOf, type Scene } from './scene.ts'

/** Where users open the MIM Portal, without http or https. */
export function portalAddress(scene: Scene): string {
  const alias = scene.environment.aliases.find((candidate) => candidate.usedBy === 'PORTAL')
  return `${alias?.fqdn ?? serviceAddress(scene.environment)}/IdentityManagement`
}

/** Host name of a password portal. */
export function portalHostName(scene: Scene, key: 'REG' | 'RST'): string {
  const host = hostsOf(scene, key)[0]
  return (host && componentOf(host, key)?.webSite?.hostHeader) ?? ''
}

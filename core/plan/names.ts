import { componentOf, hostsOf, type Scene } from './scene.ts'

/** The name under which clients reach the MIM Service: its alias, else its server. */
export function serviceAddress(scene: Scene): string {
  const alias = scene.environment.aliases.find((candidate) => candidate.usedBy === 'SVC')
  return alias?.fqdn ?? hostsOf(scene, 'SVC')[0]?.server.fqdn ?? ''
}

/** Where users open the MIM Portal, without http or https. */
export function portalAddress(scene: Scene): string {
  const alias = scene.environment.aliases.find((candidate) => candidate.usedBy === 'PORTAL')
  return `${alias?.fqdn ?? serviceAddress(scene)}/IdentityManagement`
}

/** Host name of a password portal. */
export function portalHostName(scene: Scene, key: 'REG' | 'RST'): string {
  const host = hostsOf(scene, key)[0]
  return (host && componentOf(host, key)?.webSite?.hostHeader) ?? ''
}

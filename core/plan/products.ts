import type { Scene } from './scene.ts'

/** Components that are Windows services. */
export const SERVICES = ['SYNC', 'SVC'] as const
/** Components that are web sites. */
export const WEB_PARTS = ['REG', 'RST'] as const

export type ServiceKey = (typeof SERVICES)[number]
export type WebPartKey = (typeof WEB_PARTS)[number]

const SERVICE_NAMES: Record<ServiceKey, string> = { SYNC: 'FIMSynchronizationService', SVC: 'FIMService' }

export const serviceName = (key: ServiceKey): string => SERVICE_NAMES[key]

/** Program whose file version is the build (reference: VH, GMSA). */
export const serviceExecutable = (scene: Scene, key: ServiceKey): string =>
  key === 'SYNC'
    ? `${scene.program}\\Synchronization Service\\Bin\\miiserver.exe`
    : `${scene.program}\\Service\\Microsoft.ResourceManagement.Service.exe`

/** The end of the physical path tells a portal apart; site names differ after upgrades from FIM. */
export const portalFolder = (key: WebPartKey): string =>
  key === 'REG' ? 'Password Registration Portal' : 'Password Reset Portal'

export const portalTitle = (key: WebPartKey): string =>
  key === 'REG' ? 'MIM Password Registration Portal' : 'MIM Password Reset Portal'

export const SYNC_PRODUCT = 'Microsoft Identity Manager Synchronization Service'
export const SERVICE_PRODUCT = 'Microsoft Identity Manager Service and Portal'

/** Compares two builds `n.n.n.n` by number; text that is no build counts as zero. */
export function buildAtLeast(build: string, minimum: string): boolean {
  const numbers = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10) || 0)
  const [have, want] = [numbers(build), numbers(minimum)]
  for (let index = 0; index < 4; index++) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

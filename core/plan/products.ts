import type { Scene } from './scene.ts'

/** Components that are Windows services, in the order in which they start. */
export const SERVICES = ['SYNC', 'SVC', 'PAMMON', 'PAMCOMP'] as const
/** Services whose program file tells the build. */
export const PROGRAMS = ['SYNC', 'SVC'] as const
/** Password portals. */
export const WEB_PARTS = ['REG', 'RST'] as const
/** Components that are web sites. */
export const SITES = ['REG', 'RST', 'PAMREST'] as const
/** Privileged Access Management. */
export const PAM_PARTS = ['PAMREST', 'PAMCOMP', 'PAMMON'] as const

export type ServiceKey = (typeof SERVICES)[number]
type ProgramKey = (typeof PROGRAMS)[number]
export type WebPartKey = (typeof WEB_PARTS)[number]
export type PamPartKey = (typeof PAM_PARTS)[number]
type SiteKey = (typeof SITES)[number]

const SERVICE_NAMES: Record<ServiceKey, string> = {
  SYNC: 'FIMSynchronizationService',
  SVC: 'FIMService',
  PAMMON: 'PamMonitoringService',
  PAMCOMP: 'PrivilegeManagementComponentService',
}

export const serviceName = (key: ServiceKey): string => SERVICE_NAMES[key]

/** Program whose file version is the build (reference: VH, GMSA). */
export const serviceExecutable = (scene: Scene, key: ProgramKey): string =>
  key === 'SYNC'
    ? `${scene.program}\\Synchronization Service\\Bin\\miiserver.exe`
    : `${scene.program}\\Service\\Microsoft.ResourceManagement.Service.exe`

const FOLDERS: Record<SiteKey, string> = {
  REG: 'Password Registration Portal',
  RST: 'Password Reset Portal',
  PAMREST: 'Privileged Access Management REST API',
}

/** The end of the physical path tells a site apart; site names differ after upgrades from FIM, and nobody documents that of PAM. */
export const portalFolder = (key: SiteKey): string => FOLDERS[key]

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

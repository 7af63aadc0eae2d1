import { sqlStepId } from './phase-b.ts'
import { triggerIds } from './phase-d.ts'
import { preparationIds } from './phase-e.ts'
import type { Text } from './plan.ts'
import { type Host, isUpdated, type Scene } from './scene.ts'
import { stepId } from './step.ts'
import { hostTestIds } from './stops.ts'
import { say, typed } from './text.ts'

/** What must be verified before anything on this host may stop. The records of old accounts with SPNs are asked for by D-07. */
export function gateIds(scene: Scene, host: Host): string[] {
  const unrecorded = host.components.filter((component) => component.servicePrincipalNames.length === 0)
  return [
    ...hostTestIds(scene),
    ...unrecorded.map((component) => stepId('A-04', 'directory', component.oldAccount.name)),
    stepId(isUpdated(scene) ? 'C-02' : 'A-02', host.target),
    stepId('B-03', host.target),
    stepId('B-04', host.target),
    stepId('B-05', host.target),
    stepId('C-01', host.target),
    ...triggerIds(host),
    ...preparationIds(scene, host),
  ]
}

/** SQL machines whose backup must exist before a wizard starts. */
export const backupIds = (scene: Scene): string[] => scene.sqlHosts.map((sql) => sqlStepId(scene, 'B-01', sql))

/** Boxes in front of every change mode: what makes a wizard fail half-way, or a stop not last. */
export function readyForWizard(scene: Scene): Text[] {
  const owner = scene.environment.confirmations.monitoringOwner
  return [
    owner === ''
      ? say`Monitoring that restarts services by itself is off for this server.`
      : say`Monitoring that restarts services by itself is off for this server. Its owner: ${typed(owner)}`,
    say`No reboot is pending on this server.`,
    say`The original installation media can be reached. The wizard may ask for it: ${typed(scene.environment.paths.installMedia)}`,
  ]
}

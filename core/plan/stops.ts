import type { Component } from '#core/environment/environment.ts'
import { hostsOf, type Scene } from './scene.ts'
import { stepId } from './step.ts'

/** F-01: the Synchronization Service is stopped. */
export const syncStops = (scene: Scene): string[] => hostsOf(scene, 'SYNC').map((host) => stepId('F-01', host.target))

/** G-01: the MIM Service is stopped; its portals answer nobody from then on. */
export const serviceStops = (scene: Scene): string[] => hostsOf(scene, 'SVC').map((host) => stepId('G-01', host.target))

/** The stop after which the SPNs of a component may move. */
export const stopOf = (scene: Scene, component: Component): string[] =>
  component.component === 'SYNC' ? syncStops(scene) : serviceStops(scene)

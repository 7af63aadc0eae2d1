import type { Component } from '#core/environment/environment.ts'
import { accountsOn, type Host, hostsOf, type Scene, standbyHosts, syncHosts } from './scene.ts'
import { stepId } from './step.ts'

/** From this many servers on a step waits for one gate instead of every server: else its list would grow with their square. */
const MANY_HOSTS = 4

const hostTestsOf = (scene: Scene, host: Host): string[] =>
  accountsOn(scene, host).map((account) => stepId('D-10', host.target, account.name))

/** Every host test of the plan. */
export const everyHostTest = (scene: Scene): string[] => scene.hosts.flatMap((host) => hostTestsOf(scene, host))

export const hasHostTestGate = (scene: Scene): boolean => scene.hosts.length >= MANY_HOSTS

/** The hard gate in front of every stop: each host test, or the gate that stands for all of them. */
export const hostTestIds = (scene: Scene): string[] =>
  hasHostTestGate(scene) ? [stepId('D-10', 'directory')] : everyHostTest(scene)

/** F-01: the Synchronization Service is stopped. */
export const syncStops = (scene: Scene): string[] => syncHosts(scene).map((host) => stepId('F-01', host.target))

/** The Synchronization Service runs as its new account, standbys included. */
export const syncReady = (scene: Scene): string[] => [
  ...syncHosts(scene).map((host) => stepId('F-04', host.target)),
  ...standbyHosts(scene).map((host) => stepId('F-05', host.target)),
]

/** Each node of the MIM Service stopped. */
export const nodeStops = (scene: Scene): string[] => hostsOf(scene, 'SVC').map((host) => stepId('G-01', host.target))

/** Nodes of one pool change together: no SPN moves while one of them still runs as the old account. */
export const isServicePool = (scene: Scene): boolean => hostsOf(scene, 'SVC').length > 1

/** G-01: the MIM Service is stopped on every node; its portals answer nobody from then on. */
export const serviceStops = (scene: Scene): string[] =>
  isServicePool(scene) ? [stepId('G-01', 'directory')] : nodeStops(scene)

/** The MIM Service answers as its new account, on every node. */
export const serviceReady = (scene: Scene): string[] =>
  isServicePool(scene)
    ? [stepId('G-10', 'directory')]
    : hostsOf(scene, 'SVC').map((host) => stepId('G-09', host.target))

/** The stop after which the SPNs of a component may move. */
export const stopOf = (scene: Scene, component: Component): string[] =>
  component.component === 'SYNC' ? syncStops(scene) : serviceStops(scene)

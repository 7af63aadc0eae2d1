import type { Environment } from '#core/environment/environment.ts'
import { MergeRun } from './merge-run.ts'
import type { SourcedFile } from './parse.ts'
import { type Scene, sceneOf } from './scene.ts'
import { type Settled, settle } from './settle.ts'

/** Goes through everything that the files say about an environment, place by place. */
export function compare(
  environment: Environment,
  files: readonly SourcedFile[],
  choices: ReadonlyMap<string, string> = new Map(),
): { readonly scene: Scene; readonly run: MergeRun; readonly settled: readonly Settled[] } {
  const scene = sceneOf(environment, files)
  const run = new MergeRun(environment, choices)
  const settled = rootDomainFirst(settle(scene), environment)
  for (const one of settled) run.take(one)
  return { scene, run, settled }
}

/** A form without any domain begins with the root of the forest: new accounts go to the first domain. */
function rootDomainFirst(all: readonly Settled[], { forest }: Environment): Settled[] {
  const root = all.find(({ place }) => place.join('/') === 'forest/rootDomain')?.values[0]?.value ?? forest.rootDomain
  const isRoot = ({ place }: Settled) =>
    place.length === 3 && place[1] === 'domains' && place[2] === String(root).toLowerCase()
  return [...all.filter(isRoot), ...all.filter((one) => !isRoot(one))]
}

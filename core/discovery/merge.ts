import { type Environment, environmentSchema } from '#core/environment/environment.ts'
import { describeIssue } from '#core/environment/schema-issue.ts'
import { AppError } from '#core/errors/app-error.ts'
import type { Place } from './claim.ts'
import { compare } from './compare.ts'
import { isOfInstallation } from './host-claims.ts'
import type { Merge } from './merge-result.ts'
import type { SourcedFile } from './parse.ts'

/**
 * Brings discovery files into an environment. The order of the files makes no difference; doing it twice changes nothing more;
 * what is unknown never replaces anything; a typed value is replaced only where `choices` (conflict key to option id) says so.
 * Refuses (UNPROCESSABLE) a result that no environment may be, e.g. with more than 2,000 servers.
 */
export function mergeDiscovery(
  environment: Environment,
  files: readonly SourcedFile[],
  choices: ReadonlyMap<string, string> = new Map(),
): Merge {
  const { scene, run } = compare(environment, files, choices)
  if (scene.files.length > 0) run.followDomain()
  const { bench, changes, conflicts, unknowns, agreements } = run
  const at = <T extends { readonly place: Place }>({ place, ...rest }: T) => ({ ...rest, path: bench.pointer(place) })
  return {
    environment: checked(bench.environment),
    changes: changes.map(at),
    conflicts: conflicts.map(at),
    unknowns: unknowns.map(at),
    agreements: agreements.map(at),
    setAside: scene.files.filter((one) => one.file.host !== null && !isOfInstallation(scene, one)),
  }
}

function checked(environment: Environment): Environment {
  const result = environmentSchema.safeParse(environment)
  if (result.success) return environment
  const [issue] = result.error.issues.flatMap(describeIssue)
  throw new AppError(
    'UNPROCESSABLE',
    `These files do not fit into one environment: ${issue?.path} ${issue?.rule}. Import only the files of one installation of MIM; nothing was changed.`,
  )
}

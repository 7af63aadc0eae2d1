import { type BuildNumber, parseBuild } from '#core/environment/build-number.ts'
import type { Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import { COMPONENTS, type ComponentKey } from '#core/environment/vocabulary.ts'

export interface Build {
  readonly path: string
  readonly text: string
  /** Null when the text is no build; V07 tells that. */
  readonly number: BuildNumber | null
  /** Undefined for the target build, which is meant for every part. */
  readonly component?: ComponentKey
}

const isConvertible = (key: string): key is ComponentKey => (COMPONENTS as readonly string[]).includes(key)

/** The builds of all convertible parts as they are installed today. */
export function installedBuilds(environment: Environment): Build[] {
  return environment.servers.flatMap((server, index) =>
    server.installations.flatMap(({ component, build }, position) =>
      isConvertible(component)
        ? [
            {
              path: pointer('servers', index, 'installations', position, 'build'),
              text: build,
              number: parseBuild(build),
              component,
            },
          ]
        : [],
    ),
  )
}

/** The builds that the change of accounts will meet: those of today, or the target where phase C updates first. */
export function buildsAtConversion(environment: Environment): Build[] {
  const { route, targetBuild } = environment.software
  if (route === 'current') return installedBuilds(environment)
  return [{ path: '/software/targetBuild', text: targetBuild, number: parseBuild(targetBuild) }]
}

/** The same for the MIM Service alone. */
export const serviceBuilds = (environment: Environment): Build[] =>
  buildsAtConversion(environment).filter(({ component }) => component === undefined || component === 'SVC')

import { BUILDS, compareBuilds, parseBuild } from '#core/environment/build-number.ts'
import type { Environment, Server } from '#core/environment/environment.ts'
import { COMPONENTS } from '#core/environment/vocabulary.ts'
import type { Rule } from './finding.ts'
import { type MimHost, mimHosts } from './mim-hosts.ts'
import { quoted } from './wording.ts'

/** .NET Framework 4.6. */
const DOTNET_46 = 393_295

type OperatingSystem = Server['operatingSystem']

/** `Windows Server 2012 R2`. */
export const windowsName = (system: OperatingSystem): string => `Windows Server ${system.replace('R2', ' R2')}`

function* hostsOn(environment: Environment, ...systems: readonly OperatingSystem[]): Iterable<MimHost> {
  for (const host of mimHosts(environment)) if (systems.includes(host.server.operatingSystem)) yield host
}

export const O01: Rule = {
  id: 'O01',
  severity: 'error',
  source: 'WSD',
  title: 'A MIM server runs Windows Server 2012 or newer.',
  *check(environment) {
    for (const { server, path } of hostsOn(environment, '2008R2')) {
      yield {
        path: `${path}/operatingSystem`,
        message: `${quoted(server.name)} runs ${windowsName(server.operatingSystem)}, where no managed account can be used. Move MIM to Windows Server 2019 or 2022 first.`,
      }
    }
  },
}

export const O02: Rule = {
  id: 'O02',
  severity: 'warning',
  source: 'PLAT',
  title: 'No MIM server runs Windows Server 2012, 2012 R2 or 2016, which Microsoft does not recommend.',
  *check(environment) {
    for (const { server, path } of hostsOn(environment, '2012', '2012R2', '2016')) {
      yield {
        path: `${path}/operatingSystem`,
        message: `${quoted(server.name)} runs ${windowsName(server.operatingSystem)}, marked "not recommended" for MIM. Plan a move to 2019 or 2022, or say why it stays.`,
      }
    }
  },
}

export const O03: Rule = {
  id: 'O03',
  severity: 'warning',
  source: 'GMSA',
  title: 'No MIM server runs Windows Server 2012 R2, where services can hang at boot.',
  *check(environment) {
    for (const { server, path } of hostsOn(environment, '2012R2')) {
      yield {
        path: `${path}/operatingSystem`,
        message: `${quoted(server.name)} runs Windows Server 2012 R2: services on managed accounts can hang when it boots. Step D-11 adds the trigger of the key service; accept that, or move the server.`,
      }
    }
  },
}

/** The builds of MIM that a server will have at the conversion: the target where phase C updates first. */
function buildsOf(environment: Environment, server: Server): string[] {
  const { route, targetBuild } = environment.software
  if (route !== 'current') return [targetBuild]
  return server.installations
    .filter(({ component }) => COMPONENTS.some((key) => key === component))
    .map(({ build }) => build)
}

/** The first of some builds that is certainly older than SP2. */
export function beforeSp2(builds: readonly string[]): string | undefined {
  return builds.find((text) => {
    const build = parseBuild(text)
    return build !== null && compareBuilds(build, BUILDS.sp2) < 0
  })
}

export const O04: Rule = {
  id: 'O04',
  severity: 'error',
  source: 'PLAT',
  title: 'On Windows Server 2019 and 2022 MIM is SP2 (4.6.34.0) or newer.',
  *check(environment) {
    for (const { server, path } of hostsOn(environment, '2019', '2022')) {
      const build = beforeSp2(buildsOf(environment, server))
      if (build === undefined) continue
      yield {
        path: `${path}/operatingSystem`,
        message: `${quoted(server.name)} runs ${windowsName(server.operatingSystem)} with build ${build}. There MIM needs SP2 (4.6.34.0) or newer: install SP2 and its latest hotfix first.`,
      }
    }
  },
}

export const O05: Rule = {
  id: 'O05',
  severity: 'warning',
  source: 'PLAT, SP3UP',
  title: "No MIM server runs Windows Server 2025, which is not in SP2's list.",
  *check(environment) {
    for (const { server, path } of hostsOn(environment, '2025')) {
      yield {
        path: `${path}/operatingSystem`,
        message: `${quoted(server.name)} runs Windows Server 2025. It is not in SP2's list, and the pages on SP3 contradict each other. Ask Microsoft for support in writing, or use 2022.`,
      }
    }
  },
}

export const O08: Rule = {
  id: 'O08',
  severity: 'error',
  source: 'WSD',
  title: 'A MIM server is a member of a domain.',
  *check(environment) {
    for (const { server, path } of mimHosts(environment)) {
      if (server.domain !== '') continue
      yield {
        path: `${path}/domain`,
        message: `${quoted(server.name)} is in a workgroup. A managed account cannot run there: join it to the domain, or keep its part on an ordinary account.`,
      }
    }
  },
}

export const O09: Rule = {
  id: 'O09',
  severity: 'error',
  source: 'VH',
  title: 'A MIM server has .NET Framework 4.6 or newer and Visual C++ 2013 x64.',
  *check(environment) {
    for (const { server, path } of mimHosts(environment)) {
      const { dotNetRelease, visualCpp2013 } = server
      const release = dotNetRelease.status === 'found' ? dotNetRelease.value : 0
      if (dotNetRelease.status !== 'unknown' && release < DOTNET_46) {
        yield {
          path: `${path}/dotNetRelease`,
          message: `${quoted(server.name)} has ${release === 0 ? 'no .NET Framework 4' : `.NET Framework release ${release}`}. Install 4.6 (release ${DOTNET_46}) or newer before the window; it may want a reboot.`,
        }
      }
      if (visualCpp2013 === 'no') {
        yield {
          path: `${path}/visualCpp2013`,
          message: `${quoted(server.name)} lacks Visual C++ 2013 x64, which Setup needs. Install it before the window.`,
        }
      }
    }
  },
}

import { BUILDS, type BuildNumber, compareBuilds, parseBuild } from '#core/environment/build-number.ts'
import type { Environment } from '#core/environment/environment.ts'
import { COMPONENTS } from '#core/environment/vocabulary.ts'
import { type Build, buildsAtConversion, installedBuilds } from './builds.ts'
import type { Rule } from './finding.ts'
import { quoted } from './wording.ts'

/** Builds at conversion that the test picks out. */
function* matching(environment: Environment, test: (build: BuildNumber) => boolean): Iterable<Build> {
  for (const build of buildsAtConversion(environment)) {
    if (build.number && test(build.number)) yield build
  }
}

const older = (build: BuildNumber, than: BuildNumber): boolean => compareBuilds(build, than) < 0
const equal = (build: BuildNumber, other: BuildNumber): boolean => compareBuilds(build, other) === 0

export const V01: Rule = {
  id: 'V01',
  severity: 'error',
  source: 'GMSA',
  title: 'Every build is 4.5.26.0 or newer.',
  *check(environment) {
    for (const { path, text } of matching(environment, (build) => older(build, BUILDS.firstWithGmsa))) {
      yield {
        path,
        message: `${text} knows no managed accounts; they came with 4.5.26.0. Install SP2 and its latest hotfix 4.6.673.0 first.`,
      }
    }
  },
}

export const V02: Rule = {
  id: 'V02',
  severity: 'warning',
  source: 'PREP',
  title: 'Every build is SP2 (4.6.34.0) or newer.',
  *check(environment) {
    const early = (build: BuildNumber) => !older(build, BUILDS.firstWithGmsa) && older(build, BUILDS.sp2)
    for (const { path, text } of matching(environment, early)) {
      yield {
        path,
        message: `${text} takes a managed account by change mode only, and one page of Microsoft speaks of SP2 alone. Install SP2 (4.6.34.0) and its latest hotfix, or say why not.`,
      }
    }
  },
}

export const V03: Rule = {
  id: 'V03',
  severity: 'error',
  source: 'VH',
  title: 'No build is one of the superseded 4.6.355.0 and 4.6.530.0.',
  *check(environment) {
    const superseded = (build: BuildNumber) => equal(build, BUILDS.supersededA) || equal(build, BUILDS.supersededB)
    for (const { path, text } of matching(environment, superseded)) {
      const successor = text === '4.6.355.0' ? '4.6.359.0' : '4.6.531.0'
      yield {
        path,
        message: `${text} is superseded and must not be used. Install its successor ${successor}, better the latest hotfix 4.6.673.0.`,
      }
    }
  },
}

export const V04: Rule = {
  id: 'V04',
  severity: 'information',
  source: 'VH',
  title: 'Every build is the latest hotfix of SP2, 4.6.673.0.',
  *check(environment) {
    const outdated = (build: BuildNumber) => !older(build, BUILDS.firstWithGmsa) && older(build, BUILDS.latestSp2)
    for (const { path, text } of matching(environment, outdated)) {
      yield { path, message: `${text} is not the newest: SP2 has the hotfix 4.6.673.0. Consider installing it first.` }
    }
  },
}

export const V05: Rule = {
  id: 'V05',
  severity: 'warning',
  source: 'SP3UP',
  title: 'No build is newer than 4.6.673.0, where pages on SP3 contradict each other.',
  *check(environment) {
    for (const { path, text } of matching(environment, (build) => older(BUILDS.latestSp2, build))) {
      yield {
        path,
        message: `${text} is newer than SP2's last hotfix. Microsoft's pages on SP3 contradict each other: verify each step by hand in a lab, and say so here.`,
      }
    }
  },
}

export const V06: Rule = {
  id: 'V06',
  severity: 'error',
  source: 'CERTSRV',
  title: 'All servers of one role have the same build.',
  *check(environment) {
    if (environment.software.route !== 'current') return // phase C brings them to the target build
    const installed = installedBuilds(environment)
    for (const component of COMPONENTS) {
      const builds = installed.filter((build) => build.component === component && build.number)
      const newest = builds.reduce<Build | undefined>(
        (best, build) => (best?.number && build.number && compareBuilds(best.number, build.number) >= 0 ? best : build),
        undefined,
      )
      for (const { path, text, number } of builds) {
        if (!number || !newest?.number || equal(number, newest.number)) continue
        yield {
          path,
          message: `${component} has ${text} here and ${newest.text} on another server. Bring all nodes to one build.`,
        }
      }
    }
  },
}

export const V07: Rule = {
  id: 'V07',
  severity: 'error',
  source: 'GMSA',
  title: 'A build is written n.n.n.n; 4.5.2.6.0 is a typing mistake in a page of Microsoft.',
  *check(environment) {
    const { route, targetBuild } = environment.software
    const texts = installedBuilds(environment).map(({ path, text }) => ({ path, text }))
    if (route !== 'current' || targetBuild !== '') texts.push({ path: '/software/targetBuild', text: targetBuild })
    for (const { path, text } of texts) {
      if (parseBuild(text)) continue
      if (text === '4.5.2.6.0') {
        const message = '4.5.2.6.0 is a typing mistake in a page of Microsoft. You mean 4.5.26.0.'
        yield { path, message, fix: { label: 'Use 4.5.26.0', path, value: '4.5.26.0' } }
      } else {
        yield {
          path,
          message: `${quoted(text)} is not a build. Enter the file version as four numbers with dots, for example 4.6.673.0.`,
        }
      }
    }
  },
}

export const V08: Rule = {
  id: 'V08',
  severity: 'warning',
  source: 'UP2',
  title: 'SP2 is not reached by a hotfix in place when managed accounts are wanted.',
  *check(environment) {
    if (environment.software.route === 'sp2-hotfix-in-place') {
      yield {
        path: '/software/route',
        message:
          'The route is an SP2 hotfix in place. Microsoft recommends a full installation in one page and change mode in another; choose the full installation, or say why not.',
      }
    }
  },
}

export const V09: Rule = {
  id: 'V09',
  severity: 'warning',
  source: 'VH',
  title: 'PollExchangeEnabled is not 1 while 4.6.421.0 is being installed.',
  *check(environment) {
    const { pollExchangeEnabled } = environment.mail
    const target = parseBuild(environment.software.targetBuild)
    if (!target || !equal(target, BUILDS.applicationContext)) return
    if (pollExchangeEnabled.status !== 'found' || pollExchangeEnabled.value !== 1) return
    yield {
      path: '/mail/pollExchangeEnabled',
      message:
        'PollExchangeEnabled is 1 and the target is 4.6.421.0, whose installation can fail then. Set it to 0 before and back to 1 after (C-03).',
    }
  },
}

import { usesLabShortcut } from '#core/environment/describe.ts'
import type { Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import { FUNCTIONAL_LEVELS } from '#core/environment/vocabulary.ts'
import type { Rule } from './finding.ts'
import { mimHosts } from './mim-hosts.ts'
import { quoted } from './wording.ts'

/** objectVersion of the schema of Windows Server 2012. */
const SCHEMA_2012 = 56
const MAX_SKEW_SECONDS = 300
const NOTICEABLE_SKEW_SECONDS = 60

const controllersOf = (environment: Environment) => environment.forest.domains.flatMap(({ controllers }) => controllers)

export const F01: Rule = {
  id: 'F01',
  severity: 'error',
  source: 'WSD, ADDSC',
  title:
    'The schema is that of Windows Server 2012 or newer, and each domain has a writable controller of 2012 or newer.',
  *check({ forest }) {
    if (forest.schemaVersion.status === 'found' && forest.schemaVersion.value < SCHEMA_2012) {
      yield {
        path: '/forest/schemaVersion',
        message: `The schema has version ${forest.schemaVersion.value}; managed accounts need ${SCHEMA_2012} (Windows Server 2012). Upgrade Active Directory first.`,
      }
    }
    for (const [index, domain] of forest.domains.entries()) {
      const writable = domain.controllers.filter(({ readOnly }) => !readOnly)
      if (writable.length === 0 || writable.some(({ operatingSystem }) => operatingSystem !== '2008R2')) continue // none at all is told by N16
      yield {
        path: pointer('forest', 'domains', index, 'controllers'),
        message: `${quoted(domain.dnsName)} has no writable domain controller of Windows Server 2012 or newer. Add one: only these know managed accounts.`,
      }
    }
  },
}

type Level = (typeof FUNCTIONAL_LEVELS)[number]
const olderThan2012 = (level: Level): boolean => FUNCTIONAL_LEVELS.indexOf(level) < FUNCTIONAL_LEVELS.indexOf('2012')

export const F02: Rule = {
  id: 'F02',
  severity: 'warning',
  source: 'WSD',
  title: 'The functional levels of forest and domains are 2012 or newer.',
  *check({ forest }) {
    const levels = [
      { path: '/forest/functionalLevel', name: 'The forest', level: forest.functionalLevel },
      ...forest.domains.map((domain, index) => ({
        path: pointer('forest', 'domains', index, 'functionalLevel'),
        name: quoted(domain.dnsName),
        level: domain.functionalLevel,
      })),
    ]
    for (const { path, name, level } of levels) {
      if (level.status !== 'found' || !olderThan2012(level.value)) continue
      yield {
        path,
        message: `${name} has the functional level ${level.value.replace('R2', ' R2')}. Microsoft's current overview asks for 2012 or newer; its older pages do not. Raise it, or say why not.`,
      }
    }
  },
}

export const F03: Rule = {
  id: 'F03',
  severity: 'warning',
  source: 'PSD',
  title: 'The site of each MIM server has a writable domain controller, where it has any.',
  *check(environment) {
    const controllers = controllersOf(environment).filter(({ site }) => site !== '')
    const sites = new Set(controllers.map(({ site }) => site.toLowerCase()))
    const writable = new Set(controllers.flatMap(({ site, readOnly }) => (readOnly ? [] : [site.toLowerCase()])))
    for (const { server, path } of mimHosts(environment)) {
      const site = server.site.toLowerCase()
      if (!sites.has(site) || writable.has(site)) continue
      yield {
        path: `${path}/site`,
        message: `The site ${quoted(server.site)} of ${quoted(server.name)} has read-only domain controllers alone. Nobody has confirmed that a password can be fetched from these: open the way to a writable one, and test D-10 early.`,
      }
    }
  },
}

export const F04: Rule = {
  id: 'F04',
  severity: 'warning',
  source: 'PSD',
  title: 'The forest has a KDS root key, or is a lab that makes a back-dated one.',
  *check(environment) {
    if (environment.forest.kdsRootKeys.status !== 'absent' || usesLabShortcut(environment)) return
    yield {
      path: '/forest/kdsRootKeys',
      message:
        'The forest has no KDS root key. Steps D-01 and the gate D-02 are added: no account can be created for ten hours. Confirm that the directory window begins early enough.',
    }
  },
}

const MS_PER_HOUR = 3_600_000

export const F05: Rule = {
  id: 'F05',
  severity: 'error',
  source: 'PSD',
  title: 'When the directory window opens, one root key is in effect (and in production exists) since ten hours.',
  *check({ forest, purpose, schedule }) {
    const { directory } = schedule.windows
    if (forest.kdsRootKeys.status !== 'found' || directory === null) return
    const usable = Math.min(
      ...forest.kdsRootKeys.keys.map(({ creationTime, effectiveTime }) =>
        purpose === 'lab' ? Date.parse(effectiveTime) : Math.max(Date.parse(effectiveTime), Date.parse(creationTime)),
      ),
    )
    const early = usable + 10 * MS_PER_HOUR - Date.parse(directory.notBefore)
    if (!(early > 0)) return
    yield {
      path: '/schedule/windows/directory',
      message: `The directory window opens ${hours(early)} too early: the root key must be in effect since ten hours before accounts are created (D-05). Let it open later.`,
    }
  },
}

function hours(milliseconds: number): string {
  const whole = Math.ceil(milliseconds / MS_PER_HOUR)
  return whole === 1 ? '1 hour' : `${whole} hours`
}

export const F06: Rule = {
  id: 'F06',
  severity: 'error',
  source: 'PREP',
  title: 'The back-dated root key is for a lab with one domain controller alone.',
  *check(environment) {
    const { forest, purpose } = environment
    const count = controllersOf(environment).length
    if (!forest.labShortcut || (purpose === 'lab' && count <= 1)) return
    const path = '/forest/labShortcut'
    yield {
      path,
      message: `The lab shortcut is chosen for ${purpose === 'production' ? 'production' : `a forest with ${count} domain controllers`}. It is only for a lab with one domain controller. Wait the ten hours instead.`,
      fix: { label: 'Do not use the shortcut', path, value: false },
    }
  },
}

export const F07: Rule = {
  id: 'F07',
  severity: 'warning',
  source: 'GMSA',
  title: 'With several domain controllers, somebody has confirmed that they replicate.',
  *check(environment) {
    const count = controllersOf(environment).length
    if (count < 2 || environment.forest.replicationConfirmed) return
    yield {
      path: '/forest/replicationConfirmed',
      message: `The forest has ${count} domain controllers, and nobody has confirmed that they replicate. Run repadmin /replsummary; attach its result to the case.`,
    }
  },
}

export const F08: Rule = {
  id: 'F08',
  severity: 'information',
  source: 'ADDSC',
  title: 'The forest has one KDS root key.',
  *check({ forest }) {
    if (forest.kdsRootKeys.status !== 'found' || forest.kdsRootKeys.keys.length < 2) return
    yield {
      path: '/forest/kdsRootKeys',
      message: `The forest has ${forest.kdsRootKeys.keys.length} root keys. The newest one in effect is used; do not delete the others.`,
    }
  },
}

export const F09: Rule = {
  id: 'F09',
  severity: 'error',
  source: 'PCNSDOC',
  title: 'Clocks differ by 300 seconds at most.',
  *check({ forest }) {
    const skew = forest.maxClockSkewSeconds
    if (skew.status !== 'found' || skew.value <= MAX_SKEW_SECONDS) return
    yield {
      path: '/forest/maxClockSkewSeconds',
      message: `Clocks differ by ${skew.value} seconds. Beyond ${MAX_SKEW_SECONDS} Kerberos and PCNS fail: mend the time service first.`,
    }
  },
}

export const F15: Rule = {
  id: 'F15',
  severity: 'warning',
  source: 'inference',
  title: 'Clocks differ by 60 seconds at most.',
  *check({ forest }) {
    const skew = forest.maxClockSkewSeconds
    if (skew.status !== 'found' || skew.value <= NOTICEABLE_SKEW_SECONDS || skew.value > MAX_SKEW_SECONDS) return
    yield {
      path: '/forest/maxClockSkewSeconds',
      message: `Clocks differ by ${skew.value} seconds; the limit is ${MAX_SKEW_SECONDS}. Mend the time service, or say why it will not grow.`,
    }
  },
}

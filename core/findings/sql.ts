import { BUILDS, compareBuilds } from '#core/environment/build-number.ts'
import type { Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import { buildsAtConversion } from './builds.ts'
import type { Rule } from './finding.ts'
import { quoted } from './wording.ts'

const placed = (environment: Environment) =>
  environment.sql.map((instance, index) => ({ instance, path: pointer('sql', index) }))

export const Q01: Rule = {
  id: 'Q01',
  severity: 'error',
  source: 'SEED',
  title: 'The person at Setup may create logins and make them owner of the MIM databases.',
  *check(environment) {
    for (const { instance, path } of placed(environment)) {
      if (instance.installerMayCreateLogins !== 'no') continue
      yield {
        path: `${path}/installerMayCreateLogins`,
        message: `The person at Setup may not create logins on ${quoted(instance.address)}. Change mode then ends half-way: give the right for the window, or have a SQL sysadmin at Setup after E-04 has created the logins.`,
      }
    }
  },
}

export const Q02: Rule = {
  id: 'Q02',
  severity: 'warning',
  source: 'SQL16',
  title: 'Every replica of an availability group is listed.',
  *check(environment) {
    for (const { instance, path } of placed(environment)) {
      const known = instance.availabilityGroup?.knownReplicas ?? 0
      const listed = new Set(instance.replicas.map((name) => name.toLowerCase())).size
      if (listed >= known) continue
      yield {
        path: `${path}/replicas`,
        message: `${quoted(instance.address)} has ${known} replicas, and ${listed} ${listed === 1 ? 'is' : 'are'} listed. A replica without the logins stops MIM at the next failover: list them all, or say why not.`,
      }
    }
  },
}

const PORT = /\s*,\s*\d*\s*$/

export const Q03: Rule = {
  id: 'Q03',
  severity: 'error',
  source: 'identityunderground',
  title: 'SQL Server is addressed without a port.',
  *check(environment) {
    for (const { instance, path } of placed(environment)) {
      const listener = instance.availabilityGroup?.listener ?? ''
      for (const [place, value] of [
        [`${path}/address`, instance.address],
        [`${path}/availabilityGroup/listener`, listener],
      ] as const) {
        if (!value.includes(',')) continue
        const bare = value.replace(PORT, '')
        yield {
          path: place,
          message: `${quoted(value)} holds a port, which Setup of MIM refuses. Create an SQL alias on each MIM server, and enter its name.`,
          ...(/:\s*1433$|,\s*1433\s*$/.test(value) && { fix: { label: `Use ${bare}`, path: place, value: bare } }),
        }
      }
    }
  },
}

export const Q04: Rule = {
  id: 'Q04',
  severity: 'warning',
  source: 'SQL16',
  title: 'The listener of an availability group has RegisterAllProvidersIP 0.',
  *check(environment) {
    for (const { instance, path } of placed(environment)) {
      if (instance.availabilityGroup?.registerAllProvidersIp !== 'yes') continue
      yield {
        path: `${path}/availabilityGroup/registerAllProvidersIp`,
        message: `The listener ${quoted(instance.availabilityGroup.listener)} has RegisterAllProvidersIP 1, and MIM may wait for an address that does not answer. Set it to 0, or say why not.`,
      }
    }
  },
}

const DEFAULT_SYNC_DATABASE = 'FIMSynchronizationService'

export const Q05: Rule = {
  id: 'Q05',
  severity: 'warning',
  source: 'VH',
  title: 'Before SP2 the Sync database has its default name.',
  *check(environment) {
    const early = buildsAtConversion(environment).some(
      ({ component, number }) =>
        (component === undefined || component === 'SYNC') && number !== null && compareBuilds(number, BUILDS.sp2) < 0,
    )
    if (!early) return
    for (const { instance, path } of placed(environment)) {
      for (const [index, { component, name }] of instance.databases.entries()) {
        if (component !== 'SYNC' || name === '' || name.toLowerCase() === DEFAULT_SYNC_DATABASE.toLowerCase()) continue
        yield {
          path: `${path}/databases/${index}/name`,
          message: `The Sync database is ${quoted(name)}, and another name than ${DEFAULT_SYNC_DATABASE} came with SP2 only. Read DBName in the registry of the Sync server, and say what it shows.`,
        }
      }
    }
  },
}

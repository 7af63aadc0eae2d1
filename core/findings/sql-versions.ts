import type { Environment, SqlInstance } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import { buildsAtConversion } from './builds.ts'
import type { Rule } from './finding.ts'
import { beforeSp2 } from './operating-systems.ts'
import { quoted } from './wording.ts'

/** `SQL Server 2008 R2`. */
const sqlServer = (version: SqlInstance['version']): string => `SQL Server ${version.replace('R2', ' R2')}`

const placed = (environment: Environment) =>
  environment.sql.map((instance, index) => ({ instance, path: pointer('sql', index, 'version') }))

export const O06: Rule = {
  id: 'O06',
  severity: 'error',
  source: 'PLAT',
  title: 'With SQL Server 2017 and 2019 MIM is SP2 (4.6.34.0) or newer.',
  *check(environment) {
    const build = beforeSp2(buildsAtConversion(environment).map(({ text }) => text))
    if (build === undefined) return
    for (const { instance, path } of placed(environment)) {
      if (instance.version !== '2017' && instance.version !== '2019') continue
      yield {
        path,
        message: `${quoted(instance.address)} is ${sqlServer(instance.version)}, which needs SP2 (4.6.34.0) or newer; a build is ${build}. Install SP2 and its latest hotfix first.`,
      }
    }
  },
}

export const O07: Rule = {
  id: 'O07',
  severity: 'warning',
  source: 'PLAT',
  title: "SQL Server is 2012 SP4 to 2019, as SP2's list of platforms says.",
  *check(environment) {
    for (const { instance, path } of placed(environment)) {
      const name = `${quoted(instance.address)} is ${sqlServer(instance.version)}`
      if (instance.version === '2008R2') {
        yield {
          path,
          message: `${name}, which is not in SP2's list. Move the databases to 2016 or newer, or say why not.`,
        }
      } else if (instance.version === '2012') {
        yield {
          path,
          message: `${name}. SP2's list begins with SQL Server 2012 SP4: look the service pack up, and say which it is.`,
        }
      } else if (instance.version === '2022') {
        yield {
          path,
          message: `${name}, which is not in SP2's list. Ask Microsoft for support in writing, or use 2019.`,
        }
      }
    }
  },
}

import type { Environment } from '#core/environment/environment.ts'
import type { RuleHit } from '#core/findings/finding.ts'
import { missingValues } from './missing-values.ts'

const LATER = 'Its steps come with a later version of this portal.'
const BY_HAND = 'Until then convert by hand with Microsoft\'s guide "Conversion of MIM Specific Services to gMSA".'

const hit = (path: string, problem: string, remedy: string): RuleHit => ({
  path,
  message: `${problem} ${LATER} ${remedy}`,
})

function* serverHits(environment: Environment): Iterable<RuleHit> {
  const converted = new Set(environment.components.flatMap(({ servers }) => servers.map((name) => name.toLowerCase())))
  for (const [index, server] of environment.servers.entries()) {
    const path = `/servers/${index}`
    if (!converted.has(server.name.toLowerCase())) continue
    if (server.installationType === 'core') {
      yield hit(
        `${path}/installationType`,
        `${server.name} is Server Core, where the wizards of F-02 and G-02 have no steps yet.`,
        BY_HAND,
      )
    }
  }
}

const KINDS = { standalone: 'a standalone account (sMSA)', delegated: 'a delegated account (dMSA)' }

function* componentHits(environment: Environment): Iterable<RuleHit> {
  const seen = new Set<string>()
  for (const [index, component] of environment.components.entries()) {
    const path = `/components/${index}`
    const key = component.component
    if (seen.has(key)) {
      yield hit(
        `${path}/component`,
        `${key} is described twice.`,
        'Describe one installation of MIM in one environment; make a request for each.',
      )
    }
    seen.add(key)
    const { kind } = component.managedAccount
    if (kind !== 'group') {
      yield {
        path: `${path}/managedAccount/kind`,
        message: `The new account of ${key} is ${KINDS[kind]}. There are no steps for it. Choose a group managed service account.`,
      }
    }
  }
}

function* sqlHits(environment: Environment): Iterable<RuleHit> {
  for (const [index, instance] of environment.sql.entries()) {
    if (instance.availabilityGroup === null && instance.replicas.length !== 1) {
      yield {
        path: `/sql/${index}/replicas`,
        message: `${instance.address} names ${instance.replicas.length} machines. The steps B-01 and E-04 need exactly one. Name the machine that holds the instance.`,
      }
    }
  }
  for (const [index, { component }] of environment.components.entries()) {
    if (component !== 'SYNC' && component !== 'SVC') continue
    const found = environment.sql.some((instance) =>
      instance.databases.some((database) => database.component === component),
    )
    if (!found) {
      yield {
        path: `/components/${index}/component`,
        message: `No SQL instance names the database of ${component}. Without it there is no backup (B-01) and no login (E-04). Add the database to its instance.`,
      }
    }
  }
}

function* operationHits(environment: Environment): Iterable<RuleHit> {
  const { software } = environment
  for (const field of ['unattendedSync', 'unattendedService'] as const) {
    if (software[field]) {
      yield {
        path: `/software/${field}`,
        message: `Unattended change mode (${field}) is undocumented and has no steps. Choose the wizard.`,
      }
    }
  }
}

/** Rule X01: names exactly what this version has no steps for, or cannot write steps without. Nothing may be generated while it yields anything. */
export function unsupported(environment: Environment): RuleHit[] {
  return [
    ...serverHits(environment),
    ...componentHits(environment),
    ...sqlHits(environment),
    ...operationHits(environment),
    ...missingValues(environment),
  ]
}

import type { Component, Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import type { ComponentKey, WindowGroup } from '#core/environment/vocabulary.ts'
import type { Rule, RuleHit } from './finding.ts'
import { quoted } from './wording.ts'

const WEB_PARTS: readonly ComponentKey[] = ['REG', 'RST', 'PAMREST']
const ALWAYS_OPENED: readonly WindowGroup[] = ['directory', 'conversion', 'checks', 'decommission']

/**
 * A draft may have gaps; a plan may not, because its steps type these values. Values whose form another rule judges
 * (N01, N07 to N09, N12) are left to that rule.
 */
export const N16: Rule = {
  id: 'N16',
  severity: 'error',
  source: 'house rule',
  title: 'Everything that a step types is filled in: components, old accounts, databases, folders, windows.',
  *check(environment) {
    yield* componentGaps(environment)
    yield* directoryGaps(environment)
    yield* databaseGaps(environment)
    yield* folderGaps(environment)
    yield* windowGaps(environment)
  },
}

const gap = (path: string, message: string): RuleHit => ({ path, message })

const hasComponent = (environment: Environment, key: ComponentKey): boolean =>
  environment.components.some((component) => component.component === key)

function* componentGaps(environment: Environment): Iterable<RuleHit> {
  if (environment.components.length === 0) {
    yield gap('/components', 'No service is described. Add each service that shall run as a managed account.')
  }
  for (const [index, component] of environment.components.entries()) {
    yield* gapsOfComponent(component, index)
  }
}

function* gapsOfComponent(component: Component, index: number): Iterable<RuleHit> {
  const key = component.component
  if (component.servers.length === 0) {
    yield gap(pointer('components', index, 'servers'), `${key} runs on no server. Name each server that runs it.`)
  }
  if (component.oldAccount.name === '') {
    yield gap(
      pointer('components', index, 'oldAccount', 'name'),
      `The account that runs ${key} today is missing. Enter its name as the column "Log On As" of services.msc shows it.`,
    )
  }
  if (WEB_PARTS.includes(key) && component.webSite === null) {
    yield gap(pointer('components', index, 'webSite'), `${key} has no web site. Enter its host header and port.`)
  }
}

function* directoryGaps(environment: Environment): Iterable<RuleHit> {
  for (const [index, domain] of environment.forest.domains.entries()) {
    if (domain.controllers.some((controller) => !controller.readOnly)) continue
    yield gap(
      pointer('forest', 'domains', index, 'controllers'),
      'No writable domain controller is listed. Add one: the steps of phase D talk to it.',
    )
  }
  if (!hasComponent(environment, 'SYNC') || !hasComponent(environment, 'SVC')) return
  const { serviceMembership } = environment.syncGroups
  const fields = serviceMembership === 'admins' ? (['admins'] as const) : (['browse', 'passwordSet'] as const)
  for (const field of fields) {
    if (environment.syncGroups[field] !== '') continue
    yield gap(
      pointer('syncGroups', field),
      'This Sync group has no name. Enter the real name of the group that the MIM Service account joins (D-06).',
    )
  }
}

/** Databases without which there is no backup (B-01) and no login (E-04). */
function* missingDatabases(environment: Environment): Iterable<RuleHit> {
  const described = new Set(environment.sql.flatMap(({ databases }) => databases.map(({ component }) => component)))
  for (const [index, { component }] of environment.components.entries()) {
    if ((component !== 'SYNC' && component !== 'SVC') || described.has(component)) continue
    yield gap(
      pointer('components', index, 'component'),
      `No SQL instance names the database of ${component}. Add the database to its instance: B-01 and E-04 need it.`,
    )
  }
}

function* databaseGaps(environment: Environment): Iterable<RuleHit> {
  yield* missingDatabases(environment)
  for (const [index, instance] of environment.sql.entries()) {
    if (instance.address === '') {
      yield gap(pointer('sql', index, 'address'), 'The SQL address is missing. Enter it as MIM Setup knows it.')
    }
    if (instance.backupFolder === '') {
      yield gap(
        pointer('sql', index, 'backupFolder'),
        'The backup folder on the SQL machine is missing. Enter a folder that the SQL engine can write to.',
      )
    }
    if (instance.replicas.length === 0 || (instance.availabilityGroup === null && instance.replicas.length > 1)) {
      yield gap(
        pointer('sql', index, 'replicas'),
        `${quoted(instance.address)} names ${instance.replicas.length} machines. Name the one that holds the instance; an availability group names all its replicas.`,
      )
    }
    for (const [position, database] of instance.databases.entries()) {
      if (database.name !== '') continue
      yield gap(
        pointer('sql', index, 'databases', position, 'name'),
        `The database of ${database.component} has no name. Enter the name that SQL Server shows.`,
      )
    }
  }
}

function* folderGaps(environment: Environment): Iterable<RuleHit> {
  const { backupFolder, keyExportFile, installationFolder } = environment.paths
  if (backupFolder === '') {
    yield gap('/paths/backupFolder', 'The backup folder is missing. Enter one, for example D:\\MIMBackup.')
  }
  if (installationFolder === '') {
    yield gap('/paths/installationFolder', 'The folder of MIM is missing. Enter it as it is on the servers.')
  }
  if (keyExportFile === '' && hasComponent(environment, 'SYNC')) {
    yield gap(
      '/paths/keyExportFile',
      'The file for the Sync encryption keys is missing. Enter one, for example D:\\MIMBackup\\miiskeys-pre.bin.',
    )
  }
}

function* windowGaps(environment: Environment): Iterable<RuleHit> {
  const { windows } = environment.schedule
  const groups = environment.software.route === 'current' ? ALWAYS_OPENED : [...ALWAYS_OPENED, 'software' as const]
  for (const group of groups) {
    if (windows[group] !== null) continue
    yield gap(
      pointer('schedule', 'windows', group),
      `The window "${group}" is missing. Enter when its first change may begin, and until when.`,
    )
  }
  for (const [group, window] of Object.entries(windows)) {
    if (window === null || Date.parse(window.notBefore) < Date.parse(window.notAfter)) continue
    yield gap(
      pointer('schedule', 'windows', group),
      `The window "${group}" ends before it begins. Correct one of the two times.`,
    )
  }
}

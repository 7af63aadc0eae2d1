import type { Environment } from '#core/environment/environment.ts'
import type { RuleHit } from '#core/findings/finding.ts'

type Needed = readonly [path: string, value: string, what: string]

/** Windows PowerShell 5.1 hands a double quote to programs in pieces, so no command can carry one. */
const UNQUOTABLE = /["\r\n\0]/

/** Values without which a step would have a hole, and servers that are named but not described. */
export function* missingValues(environment: Environment): Iterable<RuleHit> {
  for (const [path, value, what] of needed(environment)) {
    if (value.trim() === '') {
      yield { path, message: `${what} is empty. Steps name it, so no plan can be written without it. Fill it in.` }
    } else if (UNQUOTABLE.test(value)) {
      yield {
        path,
        message: `${what} ${JSON.stringify(value)} holds a double quote or a line break, which no command can pass on. Use another name.`,
      }
    }
  }
  yield* undescribedServers(environment)
}

function* needed(environment: Environment): Iterable<Needed> {
  const { components, forest, paths, sql, syncGroups } = environment
  const [domain] = forest.domains
  yield ['/forest/domains', domain?.dnsName ?? '', 'The DNS name of the domain']
  yield ['/forest/domains', domain?.netbiosName ?? '', 'The NetBIOS name of the domain']
  const writable = domain?.controllers.find((controller) => !controller.readOnly)
  yield ['/forest/domains', writable?.fqdn ?? '', 'The name of a writable domain controller']
  yield ['/paths/backupFolder', paths.backupFolder, 'The folder for backups']
  yield ['/paths/installationFolder', paths.installationFolder, 'The installation folder of MIM']
  for (const [index, component] of components.entries()) {
    const path = `/components/${index}`
    yield [
      `${path}/oldAccount/domain`,
      component.oldAccount.domain,
      `The domain of the old account of ${component.component}`,
    ]
    yield [`${path}/oldAccount/name`, component.oldAccount.name, `The old account of ${component.component}`]
    yield [`${path}/managedAccount/name`, component.managedAccount.name, `The new account of ${component.component}`]
    yield [
      `${path}/managedAccount/dnsHostName`,
      component.managedAccount.dnsHostName,
      'The DNS host name of the new account',
    ]
    yield [`${path}/hostGroup/name`, component.hostGroup.name, `The host group of ${component.component}`]
  }
  for (const [index, instance] of sql.entries()) {
    yield [`/sql/${index}/address`, instance.address, 'The address of the SQL instance']
    yield [`/sql/${index}/backupFolder`, instance.backupFolder, 'The backup folder of the SQL instance']
    for (const [position, database] of instance.databases.entries()) {
      yield [
        `/sql/${index}/databases/${position}/name`,
        database.name,
        `The name of the database of ${database.component}`,
      ]
    }
  }
  const uses = (key: string) => components.some((component) => component.component === key)
  if (uses('SYNC')) yield ['/paths/keyExportFile', paths.keyExportFile, 'The file for the encryption key']
  if (!uses('SYNC') || !uses('SVC')) return
  if (syncGroups.serviceMembership === 'admins') {
    yield ['/syncGroups/admins', syncGroups.admins, 'The Sync admins group']
  } else {
    yield ['/syncGroups/browse', syncGroups.browse, 'The Sync browse group']
    yield ['/syncGroups/passwordSet', syncGroups.passwordSet, 'The Sync password set group']
  }
}

function* undescribedServers(environment: Environment): Iterable<RuleHit> {
  const names = new Set(environment.servers.map((server) => server.name.toLowerCase()))
  const described = (name: string) => names.has(name.toLowerCase())
  for (const [index, component] of environment.components.entries()) {
    if (component.servers.length === 0) {
      yield {
        path: `/components/${index}/servers`,
        message: `${component.component} names no server. Name the server that runs it.`,
      }
    }
    for (const [position, name] of component.servers.entries()) {
      if (described(name)) continue
      yield {
        path: `/components/${index}/servers/${position}`,
        message: `${component.component} names the server ${name}, which is not described. Add the server, or correct the name.`,
      }
    }
  }
  for (const [index, instance] of environment.sql.entries()) {
    for (const [position, name] of instance.replicas.entries()) {
      if (described(name)) continue
      yield {
        path: `/sql/${index}/replicas/${position}`,
        message: `${instance.address} names the machine ${name}, which is not described. Add it to the servers, or correct the name.`,
      }
    }
  }
}

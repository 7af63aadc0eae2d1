import { compareBuilds, parseBuild } from '#core/environment/build-number.ts'
import { accountText, componentsOf, installationsOf, sameName, serversOf } from '#core/environment/describe.ts'
import type { Component, Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import type { ComponentKey } from '#core/environment/vocabulary.ts'
import { buildsAtConversion } from './builds.ts'
import type { Rule } from './finding.ts'
import { bareName } from './managed-account-names.ts'
import { mimHosts } from './mim-hosts.ts'
import { quoted } from './wording.ts'

export const PAM_PARTS: readonly ComponentKey[] = ['PAMREST', 'PAMMON', 'PAMCOMP']
const NEEDS_SERVICE: readonly ComponentKey[] = ['REG', 'RST', ...PAM_PARTS]

/** Components with the JSON Pointer of each. */
export const placed = (environment: Environment, ...keys: readonly ComponentKey[]) =>
  environment.components.flatMap((component, index) =>
    keys.length === 0 || keys.includes(component.component) ? [{ component, path: pointer('components', index) }] : [],
  )

const has = (environment: Environment, key: ComponentKey): boolean => componentsOf(environment, key).length > 0

export const T01: Rule = {
  id: 'T01',
  severity: 'error',
  source: 'GMSA, PREP',
  title: 'PORTAL, CM, BHOLD and management agents stay on ordinary accounts.',
  *check(environment) {
    const planned = new Set(
      environment.components.map(({ managedAccount }) => bareName(managedAccount.name).toLowerCase()),
    )
    for (const [index, { account, component }] of environment.unconverted.entries()) {
      if (account === null || account.name === '') continue
      if (!account.name.endsWith('$') && !planned.has(account.name.toLowerCase())) continue
      yield {
        path: pointer('unconverted', index, 'account', 'name'),
        message: `${component} would run as the managed account ${quoted(accountText(account))}. It is not supported and stays on an ordinary account: enter that one.`,
      }
    }
  },
}

export const T02: Rule = {
  id: 'T02',
  severity: 'error',
  source: 'PAM4',
  title: 'Password portals and parts of PAM have a MIM Service to talk to.',
  *check(environment) {
    if (has(environment, 'SVC') || installationsOf(environment, 'SVC').length > 0) return
    for (const { component, path } of placed(environment, ...NEEDS_SERVICE)) {
      yield {
        path: `${path}/component`,
        message: `${component.component} needs a MIM Service, and no server has one. Add the server that runs SVC, and SVC with its accounts.`,
      }
    }
  },
}

export const T08: Rule = {
  id: 'T08',
  severity: 'error',
  source: 'LOW',
  title: 'Where accounts of password portals change, the MIM Service is part of the plan.',
  *check(environment) {
    const service = installationsOf(environment, 'SVC')
    if (has(environment, 'SVC') || service.length === 0) return
    for (const { component, path } of placed(environment, 'REG', 'RST')) {
      yield {
        path: `${path}/component`,
        message: `The account of ${component.component} changes, and SVC on ${quoted(service[0]?.server.name ?? '')} is not in the plan. It remembers the portals' accounts, so H-03 is mandatory: add SVC.`,
      }
    }
  },
}

export const T03: Rule = {
  id: 'T03',
  severity: 'error',
  source: 'CERTSRV',
  title: 'Exactly one Sync server is active; only Sync knows standbys.',
  *check(environment) {
    const sync = installationsOf(environment, 'SYNC')
    const active = sync.filter(({ installation }) => installation.node === 'active')
    for (const { server, serverIndex, installationIndex } of active.slice(1)) {
      yield {
        path: pointer('servers', serverIndex, 'installations', installationIndex, 'node'),
        message: `${quoted(server.name)} is a second active Sync server beside ${quoted(active[0]?.server.name ?? '')}. Only one may be active: mark the other as standby.`,
      }
    }
    const [first] = sync
    if (first && active.length === 0) {
      yield {
        path: pointer('servers', first.serverIndex, 'installations', first.installationIndex, 'node'),
        message: `${quoted(first.server.name)} is a standby, and no Sync server is active. Mark the one whose service runs as active.`,
      }
    }
    for (const [index, { name, installations }] of environment.servers.entries()) {
      for (const [position, { component, node }] of installations.entries()) {
        if (node === 'active' || component === 'SYNC') continue
        const path = pointer('servers', index, 'installations', position, 'node')
        yield {
          path,
          message: `${component} on ${quoted(name)} is marked as standby. Only Sync knows standbys; every node of a pool is active.`,
          fix: { label: 'Mark as active', path, value: 'active' },
        }
      }
    }
  },
}

/** A component that is described again with another account. */
function* otherAccounts(environment: Environment, key: ComponentKey) {
  const [first, ...others] = placed(environment, key)
  for (const { component, path } of others) {
    const [one, two] = [first?.component.managedAccount, component.managedAccount]
    if (!one || (sameName(one.name, two.name) && sameName(one.domain, two.domain))) continue
    yield { path: `${path}/managedAccount/name`, one: quoted(one.name), two: quoted(two.name) }
  }
}

export const T05: Rule = {
  id: 'T05',
  severity: 'error',
  source: 'CERTSRV',
  title: 'Active and standby Sync servers use one managed account.',
  *check(environment) {
    for (const { path, one, two } of otherAccounts(environment, 'SYNC')) {
      yield {
        path,
        message: `Sync would use ${two} here and ${one} on another server. Active and standby need the same identity: use one account, and list both servers for it.`,
      }
    }
  },
}

export const T06: Rule = {
  id: 'T06',
  severity: 'error',
  source: 'inference',
  title: 'All nodes of the MIM Service use one managed account.',
  *check(environment) {
    for (const { path, one, two } of otherAccounts(environment, 'SVC')) {
      yield {
        path,
        message: `The MIM Service would use ${two} here and ${one} on another node. One SPN belongs to one identity: use one account, and list all nodes for it.`,
      }
    }
  },
}

export const T07: Rule = {
  id: 'T07',
  severity: 'error',
  source: 'SVC',
  title: 'Several nodes of the MIM Service have the name of their load balancer, which is the name of no node.',
  *check(environment) {
    for (const { component, path } of placed(environment, 'SVC')) {
      if (component.servers.length < 2) continue
      const aliases = environment.aliases.flatMap((alias, index) => (alias.usedBy === 'SVC' ? [{ alias, index }] : []))
      if (aliases.length === 0) {
        yield {
          path: `${path}/servers`,
          message: `The MIM Service runs on ${component.servers.length} nodes, and no alias says how clients reach them. Enter the name of the load balancer.`,
        }
      }
      const nodes = serversOf(environment, component)
      for (const { alias, index } of aliases) {
        if (!nodes.some(({ fqdn }) => sameName(fqdn, alias.fqdn))) continue
        yield {
          path: pointer('aliases', index, 'fqdn'),
          message: `${quoted(alias.fqdn)} is the name of one node of the pool. Clients would reach this node alone: enter the name of the load balancer.`,
        }
      }
    }
  },
}

export const T12: Rule = {
  id: 'T12',
  severity: 'warning',
  source: 'inference',
  title: 'No domain controller runs MIM or fetches the password of its accounts.',
  *check(environment) {
    const controllers = new Set(
      environment.forest.domains.flatMap((domain) => domain.controllers.map(({ name }) => name.toLowerCase())),
    )
    for (const { server, path } of mimHosts(environment)) {
      if (!server.isDomainController && !controllers.has(server.name.toLowerCase())) continue
      yield {
        path: `${path}/isDomainController`,
        message: `${quoted(server.name)} is a domain controller and runs MIM. Whoever administers MIM there administers the domain: move MIM to a server of its own, or say why not.`,
      }
    }
  },
}

export const T13: Rule = {
  id: 'T13',
  severity: 'warning',
  source: 'PAM2',
  title: 'A PAM bastion has no Synchronization Service.',
  *check(environment) {
    if (placed(environment, ...PAM_PARTS).length === 0) return
    for (const { path } of placed(environment, 'SYNC')) {
      yield {
        path: `${path}/component`,
        message:
          'SYNC stands beside parts of PAM. A bastion does not use Sync: describe it as an installation of its own, or say why both are here.',
      }
    }
  },
}

export const T14: Rule = {
  id: 'T14',
  severity: 'warning',
  source: 'raise-bastion page',
  title: 'In a bastion at functional level 2016 the parts of PAM have build 4.6.607.0 or newer.',
  *check(environment) {
    const { functionalLevel } = environment.forest
    if (functionalLevel.status !== 'found' || !['2016', '2025'].includes(functionalLevel.value)) return
    if (placed(environment, ...PAM_PARTS).length === 0) return
    for (const { path, text, component } of buildsAtConversion(environment)) {
      const build = parseBuild(text)
      const concerned = component === undefined || PAM_PARTS.includes(component)
      if (!concerned || build === null || compareBuilds(build, [4, 6, 607, 0]) >= 0) continue
      yield {
        path,
        message: `${component ?? 'The target'} has build ${text}, and the bastion is at level ${functionalLevel.value}. Microsoft's page wants 4.6.607.0 or newer there: update first, or say why not.`,
      }
    }
  },
}

const restNames = (environment: Environment, component: Component): string[] =>
  [component.webSite?.hostHeader ?? '', environment.pam?.restHostName ?? ''].filter((name) => name !== '')

export const T17: Rule = {
  id: 'T17',
  severity: 'error',
  source: 'PAM4',
  title: 'The PAM REST API on a server of the MIM Portal has a host name of its own.',
  *check(environment) {
    const portals = installationsOf(environment, 'PORTAL').map(({ server }) => server)
    const aliases = environment.aliases.filter(({ usedBy }) => usedBy === 'PORTAL').map(({ fqdn }) => fqdn)
    for (const { component, path } of placed(environment, 'PAMREST')) {
      const shared = portals.filter(({ name }) => component.servers.some((other) => sameName(other, name)))
      if (shared.length === 0) continue
      const taken = [...aliases, ...shared.flatMap(({ fqdn, name }) => [fqdn, name])]
      const name = restNames(environment, component).find((rest) => taken.some((other) => sameName(other, rest)))
      if (name === undefined) continue
      yield {
        path: component.webSite === null ? `${path}/component` : `${path}/webSite/hostHeader`,
        message: `The PAM REST API would answer as ${quoted(name)}, whose http SPN is on the SharePoint account already. Give the API another host name, or leave it on the SharePoint account.`,
      }
    }
  },
}

export const T18: Rule = {
  id: 'T18',
  severity: 'error',
  source: 'PAMHA',
  title: 'Parts of PAM are named only for servers that have them installed.',
  *check(environment) {
    const known = new Map(environment.servers.map((server) => [server.name.toLowerCase(), server]))
    for (const { component, path } of placed(environment, ...PAM_PARTS)) {
      for (const [position, name] of component.servers.entries()) {
        const server = known.get(name.toLowerCase())
        if (!server || server.installations.some((part) => part.component === component.component)) continue
        yield {
          path: `${path}/servers/${position}`,
          message: `${component.component} is not installed on ${quoted(name)}. Change mode cannot add parts of PAM: remove the server here, or install MIM Service with them anew.`,
        }
      }
    }
  },
}

export const T23: Rule = {
  id: 'T23',
  severity: 'error',
  source: 'WSD',
  title: 'No name of a failover cluster stands for a MIM server.',
  *check(environment) {
    for (const { server, path } of mimHosts(environment)) {
      if (!server.isFailoverClusterName) continue
      yield {
        path: `${path}/isFailoverClusterName`,
        message: `${quoted(server.name)} is the name of a failover cluster, which cannot use a managed account. List the nodes.`,
      }
    }
  },
}

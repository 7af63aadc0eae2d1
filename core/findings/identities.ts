import { otherUse } from '#core/environment/account-use.ts'
import { accountText, sameName } from '#core/environment/describe.ts'
import type { Component, Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import type { ComponentKey } from '#core/environment/vocabulary.ts'
import type { Rule } from './finding.ts'
import { bareName } from './managed-account-names.ts'
import { PAM_PARTS, placed } from './topology.ts'
import { quoted } from './wording.ts'

/** Where `second` uses the managed account of `first`. */
function* sharedAccount(environment: Environment, first: ComponentKey, second: ComponentKey) {
  const names = new Set(placed(environment, first).map(({ component }) => accountKey(component)))
  for (const { component, path } of placed(environment, second)) {
    const name = bareName(component.managedAccount.name)
    if (name !== '' && names.has(accountKey(component)))
      yield { path: `${path}/managedAccount/name`, name: quoted(name) }
  }
}

const accountKey = ({ managedAccount }: Component): string => bareName(managedAccount.name).toLowerCase()

export const T09: Rule = {
  id: 'T09',
  severity: 'warning',
  source: 'BP',
  title: 'SYNC and SVC have accounts of their own.',
  *check(environment) {
    for (const { path, name } of sharedAccount(environment, 'SYNC', 'SVC')) {
      yield {
        path,
        message: `${name} would run SYNC and SVC. Least privilege is lost, and network logon cannot be denied to it: use two accounts, or say who accepts this.`,
      }
    }
  },
}

export const T10: Rule = {
  id: 'T10',
  severity: 'warning',
  source: 'inference',
  title: 'REG and RST have accounts of their own.',
  *check(environment) {
    for (const { path, name } of sharedAccount(environment, 'REG', 'RST')) {
      yield {
        path,
        message: `${name} would run both password portals. That is allowed, but whoever gets into one has both: use two accounts, or say who accepts this.`,
      }
    }
  },
}

export const T11: Rule = {
  id: 'T11',
  severity: 'warning',
  source: 'WSD',
  title: 'A server is in one host group, so that it reads the passwords of one tier.',
  *check(environment) {
    const groups = new Map<string, Map<string, string>>()
    for (const { servers, hostGroup } of environment.components) {
      if (hostGroup.name === '') continue
      for (const name of servers) {
        const own = groups.get(name.toLowerCase()) ?? new Map<string, string>()
        own.set(`${hostGroup.name}@${hostGroup.domain}`.toLowerCase(), hostGroup.name)
        groups.set(name.toLowerCase(), own)
      }
    }
    for (const [index, { name }] of environment.servers.entries()) {
      const own = groups.get(name.toLowerCase())
      if (own === undefined || own.size < 2) continue
      yield {
        path: pointer('servers', index, 'name'),
        message: `${quoted(name)} would be in ${own.size} host groups (${[...own.values()].map(quoted).join(', ')}) and could read the passwords of all of them. Separate the roles, or say who accepts this.`,
      }
    }
  },
}

const within = (domain: string, root: string): boolean =>
  sameName(domain, root) || domain.toLowerCase().endsWith(`.${root.toLowerCase()}`)

/** Servers of a component outside the forest that is described, with their domains. */
function* foreignHosts(environment: Environment) {
  const own = environment.forest.domains.map(({ dnsName }) => dnsName)
  const foreign = new Map(
    environment.servers
      .filter(({ domain }) => domain !== '' && !own.some((name) => sameName(name, domain)))
      .map((server) => [server.name.toLowerCase(), server]),
  )
  for (const { component, path } of placed(environment)) {
    for (const [position, name] of component.servers.entries()) {
      const server = foreign.get(name.toLowerCase())
      if (!server) continue
      yield { component, server, path: `${path}/servers/${position}` }
    }
  }
}

/** True for PAM parts and for the MIM Service of a bastion. */
const belongsToBastion = (environment: Environment, { component }: Component): boolean =>
  environment.pam !== null && (PAM_PARTS.includes(component) || component === 'SVC')

export const T15: Rule = {
  id: 'T15',
  severity: 'error',
  source: 'WSD',
  title: "In a PAM bastion accounts and servers are in the bastion's forest.",
  *check(environment) {
    const corporate = (environment.pam?.trustedForests ?? [])
      .map(({ rootDomain }) => rootDomain)
      .filter((name) => name !== '')
    const own = environment.forest.domains.map(({ dnsName }) => dnsName)
    const isCorporate = (domain: string): boolean =>
      !own.some((name) => sameName(name, domain)) && corporate.some((root) => within(domain, root))
    for (const { component, path } of placed(environment)) {
      const { domain } = component.managedAccount
      if (!belongsToBastion(environment, component) || !isCorporate(domain)) continue
      yield {
        path: `${path}/managedAccount/domain`,
        message: `The account of ${component.component} would be in ${quoted(domain)}, a managed forest, and its server in the bastion. It must be in the forest of its server: choose a domain of the bastion.`,
      }
    }
    for (const { component, server, path } of foreignHosts(environment)) {
      if (!belongsToBastion(environment, component) || !isCorporate(server.domain)) continue
      yield {
        path,
        message: `${quoted(server.name)} is in ${quoted(server.domain)}, a managed forest, and the account of ${component.component} in the bastion. Run it on a server of the bastion.`,
      }
    }
  },
}

export const T16: Rule = {
  id: 'T16',
  severity: 'error',
  source: 'WSD',
  title: 'A server is in the forest of its managed accounts, or a two-way trust joins the forests.',
  *check(environment) {
    const trusts = environment.pam?.trustedForests ?? []
    for (const { component, server, path } of foreignHosts(environment)) {
      const trust = trusts.find(({ rootDomain }) => rootDomain !== '' && within(server.domain, rootDomain))
      if (trust?.trust === 'two-way') continue
      if (trust && belongsToBastion(environment, component)) continue // T15 tells it
      yield {
        path,
        message: `${quoted(server.name)} is in ${quoted(server.domain)}, the account of ${component.component} in ${quoted(component.managedAccount.domain)}, and no two-way forest trust joins them. It could not fetch the password: use an account of its own forest, or add the domain if it belongs to this one.`,
      }
    }
  },
}

export const T24: Rule = {
  id: 'T24',
  severity: 'error',
  source: 'inference',
  title: 'An old account that is to be disabled is no mailbox, MIM MA, connector, SharePoint or REST account.',
  *check(environment) {
    for (const { component, path } of placed(environment)) {
      if (!component.oldAccountRetires || component.oldAccount.name === '') continue
      const use = otherUse(environment, component.oldAccount)
      if (use === undefined) continue
      const place = `${path}/oldAccountRetires`
      yield {
        path: place,
        message: `${quoted(accountText(component.oldAccount))} is to be disabled after the soak (K-02 to K-04), but ${quoted(use)} still uses it. Keep the account, or give the other use an account of its own first.`,
        fix: { label: 'Keep the old account', path: place, value: false },
      }
    }
  },
}

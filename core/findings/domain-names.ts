import { sameName } from '#core/environment/describe.ts'
import type { Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import type { Rule } from './finding.ts'
import { FORBIDDEN_IN_NAMES, LABEL, type Place } from './place.ts'
import { characterCount, quoted } from './wording.ts'

/** 255 bytes on the wire are 253 characters of text (RFC 1035). */
const MAX_DNS_NAME = 253

/** Short names of domains. A group list of a server carries the server's name in the same place. */
function* netbiosNames(environment: Environment): Iterable<Place> {
  for (const [index, domain] of environment.forest.domains.entries()) {
    yield { path: pointer('forest', 'domains', index, 'netbiosName'), value: domain.netbiosName }
  }
  for (const [index, { oldAccount }] of environment.components.entries()) {
    yield { path: pointer('components', index, 'oldAccount', 'domain'), value: oldAccount.domain }
  }
  for (const [index, { account }] of environment.unconverted.entries()) {
    if (account) yield { path: pointer('unconverted', index, 'account', 'domain'), value: account.domain }
  }
  const { account } = environment.mimServiceAgent
  if (account) yield { path: '/mimServiceAgent/account/domain', value: account.domain }
  const synchronizes = environment.components.some((component) => component.component === 'SYNC')
  if (synchronizes) yield { path: '/syncGroups/domain', value: environment.syncGroups.domain }
  for (const [index, forest] of (environment.pam?.trustedForests ?? []).entries()) {
    yield { path: pointer('pam', 'trustedForests', index, 'netbiosName'), value: forest.netbiosName }
  }
}

export const N07: Rule = {
  id: 'N07',
  severity: 'error',
  source: 'GMSA',
  title: 'The short form of a domain (NetBIOS) has 1 to 15 characters and no dot.',
  *check(environment) {
    for (const { path, value } of netbiosNames(environment)) {
      const bad = value === '' || characterCount(value) > 15 || value.includes('.') || FORBIDDEN_IN_NAMES.test(value)
      if (!bad) continue
      const known = environment.forest.domains.find(
        (domain) => domain.netbiosName !== '' && !domain.netbiosName.includes('.') && sameName(domain.dnsName, value),
      )
      yield {
        path,
        message: `${quoted(value)} is not a short domain name. Give the short domain (CONTOSO), not contoso.com: 1 to 15 characters, no dot.`,
        ...(known && value !== '' && { fix: { label: `Use ${known.netbiosName}`, path, value: known.netbiosName } }),
      }
    }
  },
}

/** Domains, in DNS form. An empty `server.domain` means a workgroup and is judged by O08. */
function* domainNames(environment: Environment): Iterable<Place> {
  yield { path: '/forest/rootDomain', value: environment.forest.rootDomain }
  for (const [index, domain] of environment.forest.domains.entries()) {
    yield { path: pointer('forest', 'domains', index, 'dnsName'), value: domain.dnsName }
  }
  for (const [index, server] of environment.servers.entries()) {
    if (server.domain !== '') yield { path: pointer('servers', index, 'domain'), value: server.domain }
  }
  for (const [index, { managedAccount, hostGroup }] of environment.components.entries()) {
    yield { path: pointer('components', index, 'managedAccount', 'domain'), value: managedAccount.domain }
    yield { path: pointer('components', index, 'hostGroup', 'domain'), value: hostGroup.domain }
  }
  for (const [index, forest] of (environment.pam?.trustedForests ?? []).entries()) {
    yield { path: pointer('pam', 'trustedForests', index, 'rootDomain'), value: forest.rootDomain }
  }
}

/** Names that clients use. */
function* clientNames(environment: Environment): Iterable<Place> {
  for (const [index, alias] of environment.aliases.entries()) {
    yield { path: pointer('aliases', index, 'fqdn'), value: alias.fqdn }
  }
  for (const [index, { webSite }] of environment.components.entries()) {
    if (webSite) yield { path: pointer('components', index, 'webSite', 'hostHeader'), value: webSite.hostHeader }
  }
  if (environment.pam?.restHostName) yield { path: '/pam/restHostName', value: environment.pam.restHostName }
}

function* computerDnsNames(environment: Environment): Iterable<Place> {
  for (const [index, server] of environment.servers.entries()) {
    yield { path: pointer('servers', index, 'fqdn'), value: server.fqdn }
  }
  for (const [index, domain] of environment.forest.domains.entries()) {
    for (const [position, controller] of domain.controllers.entries()) {
      yield { path: pointer('forest', 'domains', index, 'controllers', position, 'fqdn'), value: controller.fqdn }
    }
  }
}

const isDnsName = (value: string): boolean =>
  value.length <= MAX_DNS_NAME && value.split('.').every((label) => LABEL.test(label))

export const N08: Rule = {
  id: 'N08',
  severity: 'error',
  source: 'RFC 1123',
  title: 'A DNS name has labels of 1 to 63 letters, digits and hyphens, at most 253 characters in all.',
  *check(environment) {
    for (const list of [domainNames, computerDnsNames, clientNames]) {
      for (const { path, value } of list(environment)) {
        if (isDnsName(value)) continue
        yield {
          path,
          message: `${quoted(value)} is not a valid DNS name. Use labels of 1 to 63 letters, digits and hyphens with dots between them, for example contoso.com.`,
        }
      }
    }
  },
}

export const N15: Rule = {
  id: 'N15',
  severity: 'warning',
  source: 'inference',
  title: 'A domain and a name that clients use have at least two labels.',
  *check(environment) {
    for (const list of [domainNames, clientNames]) {
      for (const { path, value } of list(environment)) {
        if (value === '' || value.includes('.')) continue
        yield {
          path,
          message: `${quoted(value)} is a single-label name. Single-label names make SPNs ambiguous; enter the full name with its domain.`,
        }
      }
    }
  },
}

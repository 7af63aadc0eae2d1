import { sameName } from '#core/environment/describe.ts'
import type { Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import { domainComponents, parseDistinguishedName } from './distinguished-name.ts'
import type { Rule } from './finding.ts'
import { FORBIDDEN_IN_NAMES, type Place } from './place.ts'
import { characterCount, quoted } from './wording.ts'

/** Group names; the five Sync groups only where they are filled in (T21 asks for them). */
function* groupNames(environment: Environment): Iterable<Place> {
  for (const [index, { hostGroup }] of environment.components.entries()) {
    yield { path: pointer('components', index, 'hostGroup', 'name'), value: hostGroup.name }
  }
  for (const field of ['admins', 'operators', 'joiners', 'browse', 'passwordSet'] as const) {
    const value = environment.syncGroups[field]
    if (value !== '') yield { path: pointer('syncGroups', field), value }
  }
}

export const N12: Rule = {
  id: 'N12',
  severity: 'error',
  source: 'ADDSC',
  title: 'The name of a group has 1 to 64 characters and none of " / \\ [ ] : ; | = , + * ? < >',
  *check(environment) {
    for (const { path, value } of groupNames(environment)) {
      const length = characterCount(value)
      if (length >= 1 && length <= 64 && !FORBIDDEN_IN_NAMES.test(value)) continue
      yield {
        path,
        message: `${quoted(value)} is an invalid group name${length > 64 ? `: it has ${length} characters` : ''}. Use 1 to 64 characters without " / \\ [ ] : ; | = , + * ? < >.`,
      }
    }
  },
}

function* containers(environment: Environment): Iterable<Place & { readonly domain: string }> {
  for (const [index, { managedAccount, hostGroup }] of environment.components.entries()) {
    for (const [field, { container, domain }] of Object.entries({ managedAccount, hostGroup })) {
      if (container !== null) {
        yield { path: pointer('components', index, field, 'container'), value: container, domain }
      }
    }
  }
}

export const N14: Rule = {
  id: 'N14',
  severity: 'error',
  source: 'PSD',
  title: 'A container, where given, is a distinguished name that ends in the DC parts of its domain.',
  *check(environment) {
    for (const { path, value, domain } of containers(environment)) {
      const parts = parseDistinguishedName(value)
      const labels = parts && domainComponents(parts)
      if (parts && labels && labels.length < parts.length && sameName(labels.join('.'), domain)) continue
      yield {
        path,
        message: parts
          ? `${quoted(value)} is not a container in the domain ${quoted(domain)}. Enter a container of this domain, for example OU=MIM,${domainSuffix(domain)}.`
          : `${quoted(value)} is not a distinguished name. Enter one such as OU=MIM,${domainSuffix(domain)}, or leave the container out.`,
      }
    }
  },
}

function domainSuffix(domain: string): string {
  const labels = domain === '' ? ['contoso', 'com'] : quoted(domain).split('.')
  return labels.map((label) => `DC=${label}`).join(',')
}

export const N19: Rule = {
  id: 'N19',
  severity: 'error',
  source: 'WSD',
  title: 'A host group whose servers are in several domains, or in another domain than the group, is universal.',
  *check(environment) {
    const domains = new Map(environment.servers.map(({ name, domain }) => [name.toLowerCase(), domain.toLowerCase()]))
    for (const [index, { hostGroup, servers }] of environment.components.entries()) {
      if (hostGroup.scope === 'universal' || hostGroup.domain === '') continue
      const elsewhere = servers.find((name) => {
        const domain = domains.get(name.toLowerCase()) ?? ''
        return domain !== '' && !sameName(domain, hostGroup.domain)
      })
      if (elsewhere === undefined) continue
      const path = pointer('components', index, 'hostGroup', 'scope')
      yield {
        path,
        message: `${quoted(elsewhere)} is in another domain than the group ${quoted(hostGroup.name)}, which is ${hostGroup.scope}. Make the group universal.`,
        fix: { label: 'Use universal', path, value: 'universal' },
      }
    }
  },
}

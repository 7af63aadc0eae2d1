import type { Environment } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'
import type { ComponentKey } from '#core/environment/vocabulary.ts'
import type { Rule, RuleHit } from './finding.ts'
import { quoted } from './wording.ts'

const lower = (name: string): string => name.toLowerCase()

/** Parts of PAM that are named for a server without them are told by T18. */
const isPam = (key: ComponentKey): boolean => key === 'PAMREST' || key === 'PAMMON' || key === 'PAMCOMP'

/** Steps are made by following names from one part of the document to another; each must arrive at exactly one place. */
export const N17: Rule = {
  id: 'N17',
  severity: 'error',
  source: 'house rule',
  title:
    'Servers and domains that are named are described, components too, each once; a component lists exactly the servers that have it installed.',
  *check(environment) {
    yield* repeatedServers(environment)
    yield* unknownServers(environment)
    yield* repeatedComponents(environment)
    yield* unknownDomains(environment)
    yield* installationsWithoutComponent(environment)
  },
}

function* repeatedServers(environment: Environment): Iterable<RuleHit> {
  const seen = new Set<string>()
  for (const [index, { name, domain }] of environment.servers.entries()) {
    const key = lower(`${name}.${domain}`)
    if (name !== '' && seen.has(key)) {
      yield {
        path: pointer('servers', index, 'name'),
        message: `${quoted(name)} is described twice. Keep one description of each server.`,
      }
    }
    seen.add(key)
  }
}

function* repeatedComponents(environment: Environment): Iterable<RuleHit> {
  const seen = new Set<ComponentKey>()
  for (const [index, { component }] of environment.components.entries()) {
    if (seen.has(component)) {
      yield {
        path: pointer('components', index, 'component'),
        message: `${component} is described twice. List all its servers in one description; another installation of MIM is a request of its own.`,
      }
    }
    seen.add(component)
  }
}

function* unknownServers(environment: Environment): Iterable<RuleHit> {
  const known = new Map(environment.servers.map((server) => [lower(server.name), server]))
  const twins = repeatedNames(environment)
  for (const [index, component] of environment.components.entries()) {
    const seen = new Set<string>()
    for (const [position, name] of component.servers.entries()) {
      const path = pointer('components', index, 'servers', position)
      const server = known.get(lower(name))
      if (!server) {
        yield unknownServer(path, name)
      } else if (twins.has(lower(name))) {
        yield {
          path,
          message: `${quoted(name)} is the name of two servers, in two domains. Steps could not tell them apart: rename one, or describe their parts of MIM in two requests.`,
        }
      } else if (seen.has(lower(name))) {
        yield { path, message: `${quoted(name)} is listed twice for ${component.component}. Remove one.` }
      } else if (
        !isPam(component.component) &&
        !server.installations.some((part) => part.component === component.component)
      ) {
        yield {
          path,
          message: `${component.component} is not among the parts installed on ${quoted(name)}. Add the part with its build to the server, or remove the server here.`,
        }
      }
      seen.add(lower(name))
    }
  }
  for (const [index, { servers }] of environment.unconverted.entries()) {
    for (const [position, name] of servers.entries()) {
      if (!known.has(lower(name))) yield unknownServer(pointer('unconverted', index, 'servers', position), name)
    }
  }
  for (const [index, { replicas }] of environment.sql.entries()) {
    for (const [position, name] of replicas.entries()) {
      if (!known.has(lower(name))) yield unknownServer(pointer('sql', index, 'replicas', position), name)
    }
  }
}

function repeatedNames(environment: Environment): Set<string> {
  const names = environment.servers.map(({ name }) => lower(name))
  const seen = new Set<string>()
  return new Set(names.filter((name) => seen.size === seen.add(name).size))
}

const unknownServer = (path: string, name: string): RuleHit => ({
  path,
  message: `${quoted(name)} is not among the servers. Add the server, or correct the name: it is the short name, not the FQDN.`,
})

function* unknownDomains(environment: Environment): Iterable<RuleHit> {
  const known = new Set(environment.forest.domains.map((domain) => lower(domain.dnsName)))
  for (const [index, { managedAccount, hostGroup }] of environment.components.entries()) {
    for (const [field, { domain }] of Object.entries({ managedAccount, hostGroup })) {
      if (domain === '' || known.has(lower(domain))) continue // an empty name is told by N08
      yield {
        path: pointer('components', index, field, 'domain'),
        message: `${quoted(domain)} is not among the domains of the forest. Add the domain, or correct the name.`,
      }
    }
  }
}

function* installationsWithoutComponent(environment: Environment): Iterable<RuleHit> {
  const listed = new Map<string, Set<string>>()
  for (const { component, servers } of environment.components) {
    const names = listed.get(component) ?? new Set()
    for (const name of servers) names.add(lower(name))
    listed.set(component, names)
  }
  for (const [index, server] of environment.servers.entries()) {
    for (const [position, { component }] of server.installations.entries()) {
      const names = listed.get(component)
      if (!names || names.has(lower(server.name))) continue
      yield {
        path: pointer('servers', index, 'installations', position, 'component'),
        message: `${component} is installed on ${quoted(server.name)}, but this server is not listed for ${component} and would keep the old account. List it there, or remove the part here.`,
      }
    }
  }
}

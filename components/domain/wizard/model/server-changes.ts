import { sameName } from '#core/environment/describe.ts'
import type { Environment } from '#core/environment/environment.ts'
import type { ComponentKey } from '#core/environment/vocabulary.ts'
import type { Change } from './draft.ts'

interface Mention {
  /** The list that names the server. */
  readonly path: string
  readonly names: readonly string[]
  /** What it is called in a sentence. */
  readonly by: string
}

/** Every list of the document that names servers. */
function lists(environment: Environment): Mention[] {
  return [
    ...environment.components.map(({ component, servers }, index) => ({
      path: `/components/${index}/servers`,
      names: servers,
      by: component,
    })),
    ...environment.unconverted.map(({ component, servers }, index) => ({
      path: `/unconverted/${index}/servers`,
      names: servers,
      by: component,
    })),
    ...environment.sql.map(({ address, replicas }, index) => ({
      path: `/sql/${index}/replicas`,
      names: replicas,
      by: address === '' ? 'SQL' : address,
    })),
  ]
}

/** Where a server is named outside its own entry: `['SVC', 'PORTAL']`. */
export const mentionsOf = (environment: Environment, name: string): string[] =>
  lists(environment).flatMap(({ names, by }) => (names.some((other) => sameName(other, name)) ? [by] : []))

/** The server goes, and with it every mention of it, unless another entry has the same name. */
export function removeServer(environment: Environment, index: number): Change[] {
  const name = environment.servers[index]?.name ?? ''
  const others = environment.servers.some((server, position) => position !== index && sameName(server.name, name))
  return [
    { type: 'remove', path: `/servers/${index}` },
    ...(others || name === '' ? [] : replaceMentions(environment, name, null)),
  ]
}

/** Every mention of a server gets its new name. */
export const renameServer = (environment: Environment, before: string, after: string): Change[] =>
  before === '' || after === '' ? [] : replaceMentions(environment, before, after)

function replaceMentions(environment: Environment, before: string, after: string | null): Change[] {
  return lists(environment).flatMap(({ path, names }): Change[] => {
    if (!names.some((name) => sameName(name, before))) return []
    const value = names.flatMap((name) => (sameName(name, before) ? (after === null ? [] : [after]) : [name]))
    return [{ type: 'set', path, value }]
  })
}

/** Servers that carry a part by their own word, but are not named by the service. */
export const unnamedHosts = (environment: Environment, component: ComponentKey, named: readonly string[]): string[] =>
  environment.servers
    .filter(({ name, installations }) => name !== '' && installations.some((part) => part.component === component))
    .map(({ name }) => name)
    .filter((name) => !named.some((other) => sameName(other, name)))

import type { Environment, Server } from '#core/environment/environment.ts'
import { pointer } from '#core/environment/pointer.ts'

/** A server that runs something which gets a managed account. */
export interface MimHost {
  readonly server: Server
  /** JSON Pointer of the server. */
  readonly path: string
}

export function mimHosts(environment: Environment): MimHost[] {
  const listed = new Set(environment.components.flatMap(({ servers }) => servers.map((name) => name.toLowerCase())))
  return environment.servers.flatMap((server, index) =>
    listed.has(server.name.toLowerCase()) ? [{ server, path: pointer('servers', index) }] : [],
  )
}

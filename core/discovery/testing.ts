import directory from '../../public/samples/discovery/contoso-directory.json' with { type: 'json' }
import portal from '../../public/samples/discovery/contoso-mimportal.json' with { type: 'json' }
import sync from '../../public/samples/discovery/contoso-mimsync.json' with { type: 'json' }
import { parseDiscovery, type SourcedFile } from './parse.ts'
import type { DiscoveryFile } from './schema.ts'

type Mutable<T> = T extends readonly (infer E)[]
  ? Mutable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T

/** For tests: one of the examples, with something changed, as if it was read from a file. */
function example(document: unknown, name: string, change: (file: Mutable<DiscoveryFile>) => void): SourcedFile {
  const file = structuredClone(document) as Mutable<DiscoveryFile>
  change(file)
  return parseDiscovery({ name: `${name}.json`, text: JSON.stringify(file) })
}

type Change = (file: Mutable<DiscoveryFile>) => void
const nothing: Change = () => {}

export const syncFile = (change = nothing): SourcedFile => example(sync, 'MIMSYNC', change)
export const portalFile = (change = nothing): SourcedFile => example(portal, 'MIMPORTAL', change)
export const directoryFile = (change = nothing): SourcedFile => example(directory, 'directory', change)

import type { SourcedFile } from './parse.ts'

/** Where a claim comes from. */
export interface Source {
  readonly name: string
  readonly sha256: string
  /** The host that is described, or the one from which the directory was asked. */
  readonly host: string
  readonly kind: 'host' | 'directory'
  readonly runAt: string
  readonly elevated: boolean
}

/**
 * A place of an environment by what its entries are called instead of their positions: `['servers', 'mimsync', 'site']`. Names
 * of entries are in lower case.
 */
export type Place = readonly string[]

/**
 * What a file says of one place.
 * `value`: it is so, and another value in the form contradicts. `default`: good enough for an empty place, and no contradiction
 * to another value. `includes`: a list without one of these contradicts. `members`: these belong to the list, and others may.
 * `entry`, `no-entry`: the list has, or has not, this entry. `unknown`: it looked and could not tell.
 */
export type Says =
  | { readonly says: 'value'; readonly value: unknown }
  | { readonly says: 'default'; readonly value: unknown }
  | { readonly says: 'includes'; readonly value: readonly string[] }
  | { readonly says: 'members'; readonly value: readonly string[] }
  | { readonly says: 'entry' }
  | { readonly says: 'no-entry' }
  | { readonly says: 'unknown'; readonly reason: string }

export type Claim = Says & { readonly place: Place; readonly source: Source }

export const sourceOf = ({ name, sha256, file }: SourcedFile): Source => ({
  name,
  sha256,
  host: file.host?.name ?? file.meta.runOn,
  kind: file.meta.kind,
  runAt: file.meta.runAt,
  elevated: file.meta.elevated,
})

export const placeKey = (place: Place): string => JSON.stringify(place)

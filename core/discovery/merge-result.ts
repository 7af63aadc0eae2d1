import type { Environment } from '#core/environment/environment.ts'
import type { Source } from './claim.ts'
import type { SourcedFile } from './parse.ts'

/** In a conflict's choice: the form's own value stays. */
export const KEEP_FORM = 'form'

/** Something that the files bring into the form. */
export interface MergeChange {
  readonly key: string
  /** JSON Pointer into the merged environment. */
  readonly path: string
  /** `added`: the form said nothing, or had no such entry. `changed`: it had the value with which every form begins, or a list grew. */
  readonly kind: 'added' | 'changed'
  /** Undefined where the form had no such entry. */
  readonly before: unknown
  readonly after: unknown
  readonly sources: readonly Source[]
}

export interface ConflictOption {
  readonly id: string
  /** Undefined: the entry does not exist. */
  readonly value: unknown
  readonly sources: readonly Source[]
}

/** A place where the form and the files, or the files among themselves, say different things. */
export interface MergeConflict {
  readonly key: string
  readonly path: string
  readonly form: unknown
  /** The form says nothing here: only the files differ. */
  readonly isOpen: boolean
  readonly options: readonly ConflictOption[]
  /** KEEP_FORM or the id of an option; null while nobody chose: the form's value stays meanwhile. */
  readonly chosen: string | null
}

/** A place that is still open, and which no file could tell. */
export interface MergeUnknown {
  readonly key: string
  readonly path: string
  readonly reason: string
  readonly source: Source
}

/** A place where the merged environment says what these files say. */
export interface Agreement {
  readonly path: string
  readonly sources: readonly Source[]
}

export interface Merge {
  readonly environment: Environment
  readonly changes: readonly MergeChange[]
  readonly conflicts: readonly MergeConflict[]
  readonly unknowns: readonly MergeUnknown[]
  readonly agreements: readonly Agreement[]
  /** Files of hosts that hold no part of MIM and no database: nothing is taken from them. */
  readonly setAside: readonly SourcedFile[]
}

import { OPERATION_WORDS } from './operation-words.ts'
import { SERVICE_WORDS } from './service-words.ts'
import { TOPOLOGY_WORDS } from './topology-words.ts'

/** How a field is spoken of. `options` gives words to values; a value without words stands for itself. */
export interface FieldWords {
  readonly label: string
  readonly hint?: string
  /** An identifier, shown in the fixed-width face. */
  readonly mono?: true
  readonly placeholder?: string
  readonly options?: Readonly<Record<string, string>>
}

/** Words by the pattern of a place (`patternOf`); tested to cover the whole schema. */
export const FIELD_WORDS: Readonly<Record<string, FieldWords>> = {
  ...TOPOLOGY_WORDS,
  ...SERVICE_WORDS,
  ...OPERATION_WORDS,
}

import type { Authority, Generated, Refused, StaticFile } from '#core/generate/types.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'

export interface WorkerJob {
  readonly input: GeneratorInput
  readonly authority: Authority
  readonly staticFiles: readonly StaticFile[]
}

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'made'; readonly result: Generated | Refused }

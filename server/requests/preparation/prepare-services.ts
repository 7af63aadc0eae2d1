import type { Authority, Generated, Refused } from '#core/generate/types.ts'
import type { GeneratorInput } from '#core/protocol/protocol.ts'
import type { Services } from '#server/context.ts'

/** What the background needs beside the services: a generator that does not hold up this thread. */
export interface PrepareServices extends Services {
  /** Null when `progress` answered `stop`. */
  readonly generate: (
    input: GeneratorInput,
    authority: Authority,
    progress: (done: number, total: number) => 'go-on' | 'stop',
  ) => Promise<Generated | Refused | null>
  /** For failures that nobody foresaw; returns the number under which the log has it. */
  readonly reportError: (error: unknown, where: string) => string
}
